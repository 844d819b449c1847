package dev.curfew.cli.demo;

import org.jspecify.annotations.Nullable;

/** The AWS account of the demo. */
public interface Account {

    /** Makes a queue and answers its ARN. */
    String makeQueue(String name);

    /**
     * Makes a role that Curfew may hand out, with {@code brokered-role.yaml}, and answers its ARN.
     */
    String makeBrokeredRole(String name, String policy);

    /** Makes a user under a path and answers its unique id. */
    String makeUser(String name, String path);

    /** Makes a role that Lambda may assume and answers its unique id. */
    String makeRole(String name);

    /** Makes an access key of the user; it has no session token. */
    Credential makeAccessKey(String user);

    /** ARN of the administrator who makes all these. */
    String administrator();

    /** Sends a message with a lease's credential. */
    Sent send(Credential credential, String queue, String message);

    /** Asks with a credential who it is, which every credential may that can be used. */
    Sent call(Credential credential);

    /** What became of a call. */
    sealed interface Sent {

        /**
         * AWS answered.
         *
         * @param answer id of the message that was sent, or ARN of the caller that asked who it is
         */
        record Accepted(String answer) implements Sent {}

        /**
         * AWS refused it.
         *
         * @param error AWS's code for it, such as {@code AccessDenied}
         */
        record Denied(String error) implements Sent {}
    }

    /**
     * The credential of a lease, or a key without a session token. Its secrets stay out of text.
     */
    record Credential(String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
        @Override
        public String toString() {
            return "Credential[" + accessKeyId + "]";
        }
    }
}
