package dev.curfew.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What AWS documents of condition keys; all keys in lower case. Whether a key belongs to a session
 * and how many values it holds comes from the global condition keys page of the IAM User Guide
 * ("Properties of the principal", "of a role session", and each key's value type), for keys of
 * services from the Service Authorization Reference, where a type ArrayOf… means several, and from
 * the KMS Developer Guide. A key that is not listed may hold several values: what a service adds
 * later is not taken for something that it is not.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global
 *     condition keys</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Service
 *     Authorization Reference</a>
 */
final class KnownKeys {
    /** Of the principal or its role session. */
    private static final Set<String> SESSION =
            words(
                    """
                    aws:userid aws:username aws:principalarn aws:principalaccount aws:principalorgid
                    aws:principalorgpaths aws:principaltype aws:principalisawsservice
                    aws:principalservicename aws:principalservicenameslist aws:assumedroot
                    aws:federatedprovider aws:tokenissuetime aws:signinsessionarn
                    aws:multifactorauthage aws:multifactorauthpresent aws:chatbotsourcearn
                    aws:ec2instancesourcevpc aws:ec2instancesourceprivateipv4 aws:sourceidentity
                    ec2:roledelivery ec2:sourceinstancearn glue:roleassumedby
                    glue:credentialissuingservice codebuild:buildarn codebuild:projectarn
                    lambda:sourcefunctionarn ssm:sourceinstancearn identitystore:userid
                    """);

    /** Those of them that hold several values. */
    private static final Set<String> SEVERAL_OF_SESSION =
            words(
                    """
                    aws:principalorgpaths aws:principalservicenameslist
                    """);

    private static final Set<String> SINGLE =
            words(
                    """
                    aws:sourceip aws:vpcsourceip aws:sourcevpc aws:sourcevpcarn aws:sourcevpce
                    aws:vpceaccount aws:vpceorgid aws:resourceaccount aws:resourceorgid
                    aws:calledviafirst aws:calledvialast aws:viaawsservice aws:currenttime
                    aws:epochtime aws:referer aws:requestedregion aws:securetransport
                    aws:sourceaccount aws:sourcearn aws:sourceorgid aws:useragent ec2:region
                    ec2:instancetype ec2:vpc ec2:subnet kms:viaservice kms:calleraccount
                    sns:protocol
                    """);

    /** All but {@code InventoryAccessibleOptionalFields} and {@code RequestObjectTagKeys}. */
    private static final Set<String> SINGLE_OF_S3 =
            words(
                    """
                    s3:accessgrantscope s3:accessgrantsinstancearn s3:accessgrantslocationscope
                    s3:accesspointnetworkorigin s3:authtype s3:dataaccesspointaccount
                    s3:dataaccesspointarn s3:delimiter s3:destinationregion s3:existingjoboperation
                    s3:existingjobpriority s3:if-match s3:if-none-match s3:isreplicationpauserequest
                    s3:jobsuspendedcause s3:locationconstraint s3:max-keys s3:object-lock-legal-hold
                    s3:object-lock-mode s3:object-lock-remaining-retention-days
                    s3:object-lock-retain-until-date s3:objectcreationoperation s3:prefix
                    s3:requestjoboperation s3:requestjobpriority s3:resourceaccount s3:signatureage
                    s3:signatureversion s3:tlsversion s3:versionid s3:x-amz-acl
                    s3:x-amz-bucket-namespace s3:x-amz-content-sha256 s3:x-amz-copy-source
                    s3:x-amz-grant-full-control s3:x-amz-grant-read s3:x-amz-grant-read-acp
                    s3:x-amz-grant-write s3:x-amz-grant-write-acp s3:x-amz-metadata-directive
                    s3:x-amz-object-ownership s3:x-amz-server-side-encryption
                    s3:x-amz-server-side-encryption-aws-kms-key-id
                    s3:x-amz-server-side-encryption-customer-algorithm s3:x-amz-storage-class
                    s3:x-amz-website-redirect-location
                    """);

    /** All but {@code AccountPropertyNamespaces}. */
    private static final Set<String> SINGLE_OF_IAM =
            words(
                    """
                    iam:associatedresourcearn iam:awsservicename iam:delegationduration
                    iam:delegationrequestowner iam:fido-certification
                    iam:fido-fips-140-2-certification iam:fido-fips-140-3-certification
                    iam:notificationchannel iam:organizationspolicyid iam:passedtoservice
                    iam:permissionsboundary iam:policyarn iam:registersecuritykey
                    iam:roletemplatearn iam:servicespecificcredentialagedays
                    iam:servicespecificcredentialservicename iam:templatearn
                    """);

    /**
     * All but {@code IdentityTokenAudience}, {@code RequestContextProviders} and {@code
     * TransitiveTagKeys}.
     */
    private static final Set<String> SINGLE_OF_STS =
            words(
                    """
                    sts:awsservicename sts:durationseconds sts:externalid sts:roleauthorizedbyidp
                    sts:rolesessionname sts:signingalgorithm sts:sourceidentity sts:taskpolicyarn
                    """);

    private static final List<Set<String>> ALL_SINGLE =
            List.of(SINGLE, SINGLE_OF_S3, SINGLE_OF_IAM, SINGLE_OF_STS);

    /** Of these each full key holds one value. */
    private static final List<String> SINGLE_PREFIXES =
            List.of(
                    "aws:principaltag/",
                    "aws:requesttag/",
                    "aws:resourcetag/",
                    "ec2:resourcetag/",
                    "iam:resourcetag/",
                    "s3:accesspointtag/",
                    "s3:buckettag/",
                    "s3:existingobjecttag/",
                    "s3:requestobjecttag/",
                    "sts:requestcontext/",
                    "kms:encryptioncontext:");

    private KnownKeys() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    static String fold(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    /** Whether the key belongs to the principal or its session, not to the single request. */
    static boolean ofSession(String folded) {
        return SESSION.contains(folded)
                || folded.startsWith("aws:principaltag/")
                || folded.startsWith("saml:")
                || ofIdentityProvider(folded);
    }

    /** Such as {@code cognito-identity.amazonaws.com:sub}: no service has a name with a dot. */
    private static boolean ofIdentityProvider(String folded) {
        int dot = folded.indexOf('.');
        return dot >= 0 && dot < folded.indexOf(':');
    }

    /** Whether AWS documents that a request carries at most one value for the key. */
    static boolean single(String folded) {
        if (SESSION.contains(folded)) {
            return !SEVERAL_OF_SESSION.contains(folded);
        }
        for (Set<String> keys : ALL_SINGLE) {
            if (keys.contains(folded)) {
                return true;
            }
        }
        for (String prefix : SINGLE_PREFIXES) {
            if (folded.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
