package dev.curfew.core.caller;

/** Asks AWS who made a signature. */
public interface CallerVerifier {

    /**
     * Whose signature it is.
     *
     * @throws CallersUnavailableException when there was no clear answer
     */
    Verdict verify(Proof proof);

    /** What AWS answered. */
    sealed interface Verdict {
        /** The signature is that identity's; each field as AWS wrote it. */
        record Confirmed(String account, String arn, String userId) implements Verdict {}

        /**
         * It is nobody's.
         *
         * @param code AWS's word for why, such as {@code SignatureDoesNotMatch}
         */
        record Denied(String code) implements Verdict {}
    }
}
