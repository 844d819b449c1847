package dev.curfew.cli.wiring;

import dev.curfew.aws.IamPages;
import dev.curfew.aws.IamServiceCredentialPages;
import dev.curfew.aws.IamUserKeys;
import dev.curfew.aws.IamUserReport;
import dev.curfew.aws.NotPermittedCalls;
import dev.curfew.aws.PatientIam;
import dev.curfew.cli.scan.ScannedAccounts;
import dev.curfew.core.scan.Sources;
import dev.curfew.core.scan.Summary;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The account by IAM's own calls. */
public final class AwsScannedAccounts implements ScannedAccounts {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Supplier<Access> access;

    /** Credentials are looked for only when an account is scanned. */
    public AwsScannedAccounts(Supplier<Access> access) {
        this.access = access;
    }

    @Override
    public Summary scan(boolean keyIds, Function<Sources, Summary> scan) {
        Access found = access.get();
        String account = account(found);
        try (IamClient iam =
                NotPermittedCalls.told(PatientIam.adapting(found.at(IamClient.builder())))) {
            return scan.apply(
                    new Sources(
                            account,
                            new IamPages(iam),
                            new IamServiceCredentialPages(iam),
                            new IamUserReport(iam),
                            keyIds ? new IamUserKeys(iam) : null));
        } catch (SdkException failure) {
            throw Troubles.of("read the account", failure);
        }
    }

    private static String account(Access access) {
        try (StsClient sts = access.client(StsClient.builder(), PATIENCE)) {
            return sts.getCallerIdentity().account();
        } catch (SdkException failure) {
            throw Troubles.of("ask AWS whose credentials these are", failure);
        }
    }
}
