package dev.curfew.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.testing.TestCloud;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

class FunctionProcessIT {
    private final Workspace workspace = TestCloud.workspace("functions");

    @AfterEach
    void nothingIsLeft() {
        LocalCloud.forget(workspace);
        assertThat(Processes.marked(workspace.state())).isEmpty();
    }

    @Test
    void stoppingTheCloudEndsItsFunctionsToo() throws IOException {
        LocalCloud cloud = withFunctionRunning();

        cloud.stop();

        assertThat(Processes.marked(workspace.state())).isEmpty();
        assertThat(workspace.temporary()).doesNotExist();
    }

    @Test
    void functionsThatOutliveAKilledCloudAreEndedByTheNextStart() throws Exception {
        LocalCloud cloud = withFunctionRunning();
        ProcessHandle process = ProcessHandle.of(cloud.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(5, TimeUnit.SECONDS);
        List<ProcessHandle> orphans = Processes.marked(workspace.state());
        assertThat(orphans).isNotEmpty();

        LocalCloud next = start();

        assertThat(orphans).noneMatch(ProcessHandle::isAlive);
        assertThat(Processes.marked(workspace.state()))
                .extracting(ProcessHandle::pid)
                .containsExactly(next.pid());
    }

    private static boolean sleeps(ProcessHandle process) {
        return process.info().command().filter(command -> command.endsWith("sleep")).isPresent();
    }

    /** A cloud with a function that never answers: it sleeps through its own start. */
    private LocalCloud withFunctionRunning() throws IOException {
        LocalCloud cloud = start();
        try (IamClient iam = cloud.client(IamClient.builder());
                LambdaClient lambda = cloud.client(LambdaClient.builder())) {
            String role =
                    iam.createRole(request ->
                                    request.roleName("sleeper")
                                            .assumeRolePolicyDocument(
                                                    """
                                                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                                     "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}\
                                                    """))
                            .role()
                            .arn();
            SdkBytes code = SdkBytes.fromByteArray(zip("#!/bin/sh\nexec sleep 300\n"));
            lambda.createFunction(request ->
                    request.functionName("sleeper")
                            .runtime("provided.al2023")
                            .handler("none")
                            .timeout(60)
                            .role(role)
                            .code(source -> source.zipFile(code)));
            lambda.invoke(request ->
                    request.functionName("sleeper").invocationType(InvocationType.EVENT));
        }
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        // A process that is only about to become the function may end with the cloud.
        while (Processes.marked(workspace.state()).stream().noneMatch(FunctionProcessIT::sleeps)
                && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(Processes.marked(workspace.state())).hasSizeGreaterThan(1);
        return cloud;
    }

    private LocalCloud start() {
        return LocalCloud.start(workspace, CloudOptions.foreground(), Progress.silent()).cloud();
    }

    static byte[] zip(String bootstrap) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("bootstrap"));
            zip.write(bootstrap.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
