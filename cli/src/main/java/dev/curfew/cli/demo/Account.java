package dev.curfew.cli.demo;

/** The AWS account of the demo. */
public interface Account {

    /** Makes a queue and answers its ARN. */
    String makeQueue(String name);

    /**
     * Makes a role that Curfew may hand out, with {@code brokered-role.yaml}, and answers its ARN.
     */
    String makeBrokeredRole(String name, String policy);

    /** Makes a user and answers its unique id. */
    String makeUser(String name);

    /** Makes a role that Lambda may assume and answers its unique id. */
    String makeRole(String name);

    /** Makes an access key of the user and answers the key's id; the secret is dropped. */
    String makeAccessKey(String user);

    /** ARN of the administrator who makes all these. */
    String administrator();

    /** Sends a message with a lease's credential. */
    Sent send(Credential credential, String queue, String message);

    /** What became of a message. */
    sealed interface Sent {
        record Accepted(String messageId) implements Sent {}

        /**
         * AWS refused it.
         *
         * @param error AWS's code for it, such as {@code AccessDenied}
         */
        record Denied(String error) implements Sent {}
    }

    /** The credential of a lease. Its secrets stay out of text. */
    record Credential(String accessKeyId, String secretAccessKey, String sessionToken) {
        @Override
        public String toString() {
            return "Credential[" + accessKeyId + "]";
        }
    }
}
