package dev.curfew.policy;

import java.util.Locale;
import java.util.Set;

/** What AWS documents of condition keys; all keys in lower case. */
final class KnownKeys {
    private static final Set<String> SESSION =
            Set.of(
                    "aws:userid",
                    "aws:username",
                    "aws:principalarn",
                    "aws:principalaccount",
                    "aws:principalorgid",
                    "aws:principalorgpaths",
                    "aws:principaltype",
                    "aws:principalisawsservice",
                    "aws:principalservicename",
                    "aws:principalservicenameslist",
                    "aws:sourceidentity",
                    "aws:tokenissuetime",
                    "aws:multifactorauthpresent",
                    "aws:multifactorauthage",
                    "aws:federatedprovider",
                    "aws:assumedroot",
                    "aws:chatbotsourcearn",
                    "aws:ec2instancesourcevpc",
                    "aws:ec2instancesourceprivateipv4",
                    "ec2:roledelivery",
                    "ec2:sourceinstancearn",
                    "lambda:sourcefunctionarn",
                    "glue:roleassumedby",
                    "glue:credentialissuingservice",
                    "ssm:sourceinstancearn",
                    "codebuild:buildarn",
                    "codebuild:projectarn",
                    "identitystore:userid");
    private static final Set<String> SESSION_PREFIXES =
            Set.of(
                    "aws:principaltag/",
                    "saml:",
                    "cognito-identity.amazonaws.com:",
                    "accounts.google.com:",
                    "graph.facebook.com:",
                    "www.amazon.com:");
    private static final Set<String> SINGLE =
            Set.of(
                    "aws:sourceip",
                    "aws:vpcsourceip",
                    "aws:currenttime",
                    "aws:epochtime",
                    "aws:securetransport",
                    "aws:requestedregion",
                    "aws:sourcevpc",
                    "aws:sourcevpce",
                    "aws:useragent",
                    "aws:referer",
                    "aws:viaawsservice",
                    "aws:calledviafirst",
                    "aws:calledvialast",
                    "aws:sourcearn",
                    "aws:sourceaccount",
                    "aws:sourceorgid",
                    "aws:resourceaccount",
                    "aws:resourceorgid",
                    "ec2:region",
                    "ec2:instancetype",
                    "ec2:vpc",
                    "ec2:subnet",
                    "kms:viaservice",
                    "kms:calleraccount",
                    "sns:protocol");
    private static final Set<String> SINGLE_PREFIXES =
            Set.of(
                    "aws:principaltag/",
                    "aws:requesttag/",
                    "aws:resourcetag/",
                    "ec2:resourcetag/",
                    "kms:encryptioncontext:");

    /** Services whose keys hold one value each, but for those in {@link #SEVERAL}. */
    private static final Set<String> SINGLE_SERVICES = Set.of("s3", "iam", "sqs", "sts");

    private static final Set<String> SEVERAL =
            Set.of(
                    "aws:principalorgpaths",
                    "aws:principalservicenameslist",
                    "s3:requestobjecttagkeys",
                    "s3:inventoryaccessibleoptionalfields",
                    "sts:transitivetagkeys",
                    "sts:requestcontextproviders");

    private KnownKeys() {}

    static String fold(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    /** Whether the key belongs to the principal or its session, not to the single request. */
    static boolean ofSession(String folded) {
        return SESSION.contains(folded) || SESSION_PREFIXES.stream().anyMatch(folded::startsWith);
    }

    /** Whether AWS documents that a request carries at most one value for the key. */
    static boolean single(String folded) {
        if (SEVERAL.contains(folded)) {
            return false;
        }
        return SINGLE.contains(folded)
                || SESSION.contains(folded)
                || SINGLE_PREFIXES.stream().anyMatch(folded::startsWith)
                || SINGLE_SERVICES.contains(folded.substring(0, Math.max(0, folded.indexOf(':'))));
    }
}
