package dev.curfew.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws:SourceVpce",
                "aws:PrincipalTag/team",
                "aws:userid",
                "s3:prefix",
                "s3:ExistingObjectTag/a",
                "kms:EncryptionContext:app",
                "iam:PassedToService",
                "sts:ExternalId"
            })
    void holdsOneValue(String key) {
        assertThat(KnownKeys.single(KnownKeys.fold(key))).isTrue();
    }

    /** Those of type ArrayOf… and those that nobody has heard of. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws:TagKeys",
                "aws:CalledVia",
                "aws:PrincipalOrgPaths",
                "aws:PrincipalServiceNamesList",
                "aws:ResourceOrgPaths",
                "aws:SourceOrgPaths",
                "aws:VpceOrgPaths",
                "dynamodb:LeadingKeys",
                "iam:AccountPropertyNamespaces",
                "kms:EncryptionContextKeys",
                "s3:InventoryAccessibleOptionalFields",
                "s3:RequestObjectTagKeys",
                "sts:IdentityTokenAudience",
                "sts:RequestContextProviders",
                "sts:TransitiveTagKeys",
                "cognito-identity.amazonaws.com:amr",
                "saml:edupersonaffiliation",
                "s3:not-known-today"
            })
    void mayHoldSeveralValues(String key) {
        assertThat(KnownKeys.single(KnownKeys.fold(key))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws:SignInSessionArn",
                "aws:PrincipalTag/team",
                "ec2:SourceInstanceArn",
                "saml:sub",
                "cognito-identity.amazonaws.com:sub",
                "token.actions.githubusercontent.com:ref"
            })
    void belongsToASession(String key) {
        assertThat(KnownKeys.ofSession(KnownKeys.fold(key))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws:SourceIp",
                "aws:RequestTag/a.b",
                "kms:EncryptionContext:a.b",
                "s3:prefix",
                "sts:SourceIdentity"
            })
    void belongsToARequest(String key) {
        assertThat(KnownKeys.ofSession(KnownKeys.fold(key))).isFalse();
    }
}
