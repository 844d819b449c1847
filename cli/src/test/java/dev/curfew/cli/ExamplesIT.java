package dev.curfew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.Curfews.Ended;
import dev.curfew.cli.Examples.Example;
import dev.curfew.core.document.Json;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The examples of README and docs, run on a local cloud as they stand there, by a shell in a
 * directory with the files that they name. Changed are only the account, ids, and what would not
 * end; {@code up}, {@code down} and {@code env} are about the cloud of the tests, which runs
 * already.
 */
class ExamplesIT {

    /** Of README, where no marks are: it is a page to be read. */
    private static final String NOT_RUN_HEADING = "Deploy it to AWS";

    @TempDir private static Path directory = Path.of("");
    private static Path work = Path.of("");
    private static List<Curfews> shared = List.of();
    private static Map<String, String> replaced = Map.of();

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        Curfews curfew = Curfews.bare(directory);
        work = Files.createDirectory(directory.resolve("work"));
        shared = List.of(curfew);
        Path root = Examples.root();
        Files.copy(root.resolve("brokered-role.yaml"), work.resolve("brokered-role.yaml"));
        Files.createDirectory(work.resolve("programs"));
        program("programs/aws", "#!/bin/sh\nexec '" + curfew.aws() + "' \"$@\"\n");
        List<String> words = Curfews.command();
        words.add(words.size() - 1, "-Dcurfew.root=" + root);
        String command = Json.MAPPER.writeValueAsString(words);
        program(
                "curfew",
                """
                #!%s
                import json, os, subprocess, sys
                words = ["%s" if word == "LEASE" else word for word in sys.argv[1:]]
                command = json.loads(%s)
                environment = dict(os.environ)
                if "LEASE!" in words or words[0] == "delegate":
                    held = json.load(open("held.json"))
                    words = [held["lease"] if word == "LEASE!" else word for word in words]
                    if words[0] == "delegate":
                        environment.update(
                            AWS_ACCESS_KEY_ID=held["AccessKeyId"],
                            AWS_SECRET_ACCESS_KEY=held["SecretAccessKey"],
                            AWS_SESSION_TOKEN=held["SessionToken"],
                        )
                if words[0] in ("up", "down"):
                    sys.exit(0)
                if words[0] == "env":
                    for name in ("AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
                        print("export " + name + "='" + os.environ[name] + "'")
                    sys.exit(0)
                if words[0] in ("serve", "console"):
                    serve = subprocess.Popen(command + words, stdout=subprocess.PIPE, text=True)
                    print(serve.stdout.readline(), end="")
                    serve.terminate()
                    sys.exit(serve.wait())
                if words[0] == "issue" and "--print-request" not in words:
                    done = subprocess.run(command + words, stdout=subprocess.PIPE, text=True)
                    open("held.json", "w").write(done.stdout)
                    print(done.stdout)
                    sys.exit(done.returncode)
                sys.exit(subprocess.run(command + words, env=environment).returncode)
                """
                        .formatted(
                                curfew.python(),
                                "LEASE!",
                                Json.MAPPER.writeValueAsString(command)));
        JsonNode request = request();
        Files.writeString(work.resolve("scope.json"), request.path("scope").toString());
        Files.writeString(work.resolve("part.json"), request.path("scope").toString());
        replaced = Map.of("123456789012", LocalCloud.ACCOUNT, "--port 4100", "--port 0");
        LocalCloud cloud = TestCloud.get();
        String url;
        try (SqsClient sqs = cloud.client(SqsClient.builder())) {
            url = sqs.createQueue(create -> create.queueName("orders")).queueUrl();
            for (int message = 0; message < 3; message++) {
                sqs.sendMessage(send -> send.queueUrl(url).messageBody("twelve boxes"));
            }
        }
        program(
                "work-off-orders",
                "#!/bin/sh\nexec aws sqs receive-message --endpoint-url \"$AWS_ENDPOINT_URL\" --queue-url "
                        + url
                        + " --query 'Messages[0].Body'\n");
        run(role());
        Files.writeString(
                work.resolve("task.yaml"),
                replace(Examples.beginning("docs/operator.md", "name: read-orders").text())
                        // The tests' requests come from here, and from the root user.
                        .replaceAll("(?m)^networks:.*$", "")
                        .replaceAll(
                                "(?m)^requesters:.*$",
                                "requesters: ['arn:aws:iam::" + LocalCloud.ACCOUNT + ":root']"));
        Ended applied = curfew.run("task", "apply", work.resolve("task.yaml").toString());
        assertThat(applied.exit()).as(applied.err()).isZero();
    }

    /** Deployed at the beginning: all others need it. */
    private static Example role() {
        return Examples.beginning("docs/operator.md", "aws cloudformation deploy");
    }

    private static void program(String name, String text) throws IOException {
        assertThat(Files.writeString(work.resolve(name), text).toFile().setExecutable(true))
                .isTrue();
    }

    private static JsonNode request() {
        return Json.read(
                Examples.beginning("docs/agent-author.md", "{")
                        .text()
                        .replace("123456789012", LocalCloud.ACCOUNT));
    }

    private static String replace(String text) {
        String changed = text;
        for (Map.Entry<String, String> each : replaced.entrySet()) {
            changed = changed.replace(each.getKey(), each.getValue());
        }
        return changed;
    }

    private static Ended run(Example example) throws IOException, InterruptedException {
        return run(replace(example.text()), example.toString());
    }

    private static Ended run(String text, String name) throws IOException, InterruptedException {
        Path script =
                Files.writeString(
                        work.resolve("example.sh"),
                        "set -eux\ncd '"
                                + work
                                + "'\nPATH='"
                                + work.resolve("programs")
                                + "':$PATH\n"
                                + text);
        Ended ended =
                shared.getFirst()
                        .start(
                                Map.of("AWS_DEFAULT_REGION", LocalCloud.REGION.id()),
                                List.of("bash", script.toString()))
                        .end();
        assertThat(ended.exit()).as(name + ": " + ended.err()).isZero();
        return ended;
    }

    /** Each in {@code sh} that needs no more than the cloud that is there. */
    static Stream<Example> examples() {
        return Examples.all().stream()
                .filter(example -> example.language().equals("sh"))
                .filter(example -> example.notRun() == null)
                .filter(example -> !example.heading().equals(NOT_RUN_HEADING))
                .filter(example -> !example.equals(role()))
                // These need something to look at.
                .filter(example -> !example.page().equals("docs/auditor.md"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void eachRunsAsItStands(Example example) throws IOException, InterruptedException {
        String text = replace(example.text());
        if (text.contains("version 1 of the AWS CLI: leave out --cli-binary-format")) {
            text = text.replace("--cli-binary-format raw-in-base64-out", "");
        }

        Ended ended = run(text, example.toString());

        if (text.contains("./work-off-orders")) {
            assertThat(ended.out()).contains("twelve boxes");
        }
        if (text.contains("answer.json")) {
            JsonNode answer = Json.read(Files.readString(work.resolve("answer.json")));
            assertThat(answer.path("task").asText()).isEqualTo("read-orders");
            assertThat(shared.getFirst().run("release", answer.path("lease").asText()).exit())
                    .isZero();
        }
    }

    @Test
    void onlyReadmesDeploymentIsLeftOutWithoutAMark() {
        assertThat(
                        Examples.all().stream()
                                .filter(example -> example.heading().equals(NOT_RUN_HEADING)))
                .singleElement()
                .satisfies(example -> assertThat(example.text()).contains("sam deploy "));
    }

    @Test
    void theRequestIsWhatTheCommandSends() throws IOException, InterruptedException {
        JsonNode shown = request();

        Ended printed =
                shared.getFirst()
                        .run(
                                "issue",
                                "--task",
                                shown.path("task").asText(),
                                "--agent",
                                shown.path("agent").asText(),
                                "--scope",
                                work.resolve("scope.json").toString(),
                                "--for",
                                shown.path("duration").asText(),
                                "--reason",
                                shown.path("reason").asText(),
                                "--print-request");

        assertThat(Json.read(Json.read(printed.out()).path("request").asText())).isEqualTo(shown);
    }

    @Test
    void theProfileWorks() throws IOException, InterruptedException {
        Files.writeString(
                directory.resolve("config"),
                replace(Examples.beginning("docs/agent-author.md", "[profile orders]").text())
                        .replace("/path/to", work.toString()));

        Ended caller =
                run("aws sts get-caller-identity --profile orders --query Arn\n", "the profile");

        assertThat(caller.out()).contains(":assumed-role/orders/");
        Files.delete(directory.resolve("config"));
    }

    @Test
    void theSubscriptionDeploys() throws IOException, InterruptedException {
        Files.writeString(
                work.resolve("heard.yaml"),
                Examples.beginning("docs/events/README.md", "Heard:")
                        .text()
                        .lines()
                        .map(line -> "  " + line)
                        .collect(Collectors.joining("\n", "Resources:\n", "\n"))
                        .replace("EventBusName: curfew ", "EventBusName: " + bus() + " "));

        Ended deployed =
                run(
                        "aws cloudformation deploy --template-file heard.yaml --stack-name heard\n",
                        "the subscription");

        assertThat(deployed.out()).contains("Successfully created/updated stack - heard");
    }

    private static String bus() {
        return TestCloud.curfew().output("EventBus");
    }

    /** With an identity and a seal to be looked at. */
    @Test
    void theAuditorsExamplesRun() throws IOException, InterruptedException {
        LocalCloud cloud = TestCloud.get();
        String id;
        try (IamClient iam = cloud.client(IamClient.builder())) {
            id = iam.createUser(create -> create.userName("audited")).user().userId();
        }
        String known = "until ./curfew audit show " + id + " >&2; do sleep 0.2; done\n";
        run(known, "the audited user");
        String bucket = TestCloud.curfew().output("SealBucket");
        String seal;
        try (LambdaClient lambda = cloud.client(LambdaClient.builder());
                S3Client s3 = cloud.client(S3Client.builder().forcePathStyle(true))) {
            lambda.invoke(invoke -> invoke.functionName("curfew-seal").qualifier("live"));
            seal =
                    s3
                            .listObjectsV2(list -> list.bucket(bucket).prefix("heads/"))
                            .contents()
                            .stream()
                            .map(each -> each.key())
                            .filter(key -> key.endsWith(".jsonl"))
                            .reduce((_, last) -> last)
                            .orElseThrow()
                            .replaceFirst("\\.jsonl$", "");
        }

        for (Example example : Examples.of("docs/auditor.md")) {
            run(
                    replace(example.text())
                            .replace("AKIAIOSFODNN7EXAMPLE", id)
                            .replace("heads/2026-03-02/001704Z", seal)
                            .replace("001704Z", seal.substring(seal.lastIndexOf('/') + 1))
                            .replace("BUCKET", bucket)
                            .replace("KEY-ARN", TestCloud.curfew().output("SealKey")),
                    example.toString());
        }
    }
}
