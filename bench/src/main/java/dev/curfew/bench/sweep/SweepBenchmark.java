package dev.curfew.bench.sweep;

import dev.curfew.aws.AccessKeys;
import dev.curfew.aws.DynamoInventory;
import dev.curfew.aws.IamAccount;
import dev.curfew.aws.IamCredentialReport;
import dev.curfew.aws.IamPages;
import dev.curfew.aws.IamServiceCredentialPages;
import dev.curfew.aws.PatientIam;
import dev.curfew.aws.SigningCertificates;
import dev.curfew.aws.SshPublicKeys;
import dev.curfew.core.sweep.Count;
import dev.curfew.core.sweep.Sources;
import dev.curfew.core.sweep.Step;
import dev.curfew.core.sweep.Sweeping;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Sweeps generated accounts with the code that is deployed, by AWS's own clients, against stubs of
 * IAM and DynamoDB, and prints what it costs.
 */
public final class SweepBenchmark {

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("stub", "stub"));

    private final PrintStream toStubs;
    private final BufferedReader fromStubs;
    private final IamClient iam;
    private final DynamoDbClient dynamo;
    private final Bench bench = new Bench();
    private final Duration day = Duration.ofDays(1);

    private SweepBenchmark(Process stubs) throws IOException {
        toStubs = new PrintStream(stubs.getOutputStream(), true, StandardCharsets.UTF_8);
        fromStubs =
                new BufferedReader(
                        new InputStreamReader(stubs.getInputStream(), StandardCharsets.UTF_8));
        String[] ports = fromStubs.readLine().split(" ", -1);
        iam =
                PatientIam.client(
                        IamClient.builder()
                                .endpointOverride(local(ports[0]))
                                .credentialsProvider(CREDENTIALS));
        dynamo =
                DynamoDbClient.builder()
                        .endpointOverride(local(ports[1]))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(CREDENTIALS)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
    }

    private static URI local(String port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Runs it.
     *
     * @param arguments {@code --users 1000,5000} {@code --latency 20} {@code --limit 20}
     */
    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        List<Integer> sizes = new ArrayList<>();
        for (String size : option(given, "--users", "1000,5000,20000").split(",", -1)) {
            sizes.add(Integer.parseInt(size));
        }
        int latency = Integer.parseInt(option(given, "--latency", "20"));
        int limit = Integer.parseInt(option(given, "--limit", "0"));
        Process stubs =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Stubs.class.getName(),
                                option(given, "--table-latency", "5"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            SweepBenchmark benchmark = new SweepBenchmark(stubs);
            benchmark.warm();
            for (int size : sizes) {
                benchmark.measure(size, latency, limit);
            }
        } finally {
            stubs.getOutputStream().close();
            stubs.destroy();
        }
    }

    private static String option(List<String> given, String name, String otherwise) {
        int at = given.indexOf(name);
        return at < 0 ? otherwise : given.get(at + 1);
    }

    /** So that the first account is not measured on code that has never run. */
    private void warm() throws IOException {
        tell("account 200 0 0");
        bench.reset();
        run();
        tell("counts");
    }

    private void measure(int users, int latency, int limit) throws IOException {
        tell("account %d %d %d".formatted(users, latency, limit));
        bench.reset();
        System.out.printf(
                Locale.ROOT,
                "%n%,d users, %,d keys, %,d roles; %d ms a call%s%n",
                users,
                2 * users,
                users * 6 / 10,
                latency,
                limit == 0 ? "" : ", " + limit + " calls a second");
        print("first", users);
        // The same day again: those whose turn it is are listed, nothing else.
        print("second, unchanged", users);
        bench.pass(day);
        print("third, a day later", users);
    }

    private void print(String name, int users) throws IOException {
        resetPeaks();
        Runtime.getRuntime().gc();
        long begun = System.nanoTime();
        long used = processorTime();
        Result result = run();
        double seconds = (System.nanoTime() - begun) * 1e-9;
        double processor = (processorTime() - used) * 1e-9;
        String counts = tell("counts");
        double listing = result.listing.toNanos() * 1e-9;
        System.out.printf(
                Locale.ROOT,
                "  %-20s %6.1f s, of its own %.1f s of processor (longest step %.1f s, %d steps); without the turn's listing %.1f s;"
                        + " peak heap %d MB; workspace %d objects, %.1f MB%n"
                        + "    IAM and tables: %s%n    %s%n",
                name,
                seconds,
                processor,
                result.longest.toNanos() * 1e-9,
                result.steps,
                seconds - listing,
                peak() / 1_000_000,
                bench.objects(),
                bench.bytes() / 1e6,
                counts,
                result.counts);
        long calls = sum(counts.substring(0, counts.indexOf('|')));
        long turn = 2 * result.counts.getOrDefault(Count.LISTED_IN_TURN, 0L);
        System.out.printf(
                Locale.ROOT,
                "    %,d calls of IAM, %.4f a user; %,d without the turn's listing%n",
                calls,
                calls / (double) users,
                calls - turn);
    }

    /** All but what was throttled, which was no work. */
    private static long sum(String counts) {
        long sum = 0;
        for (String each : counts.replaceAll("[{} ]", "").split(",", -1)) {
            String[] pair = each.split("=", -1);
            if (!pair[0].equals("throttled")) {
                sum += Long.parseLong(pair[1]);
            }
        }
        return sum;
    }

    private record Result(
            int steps, Duration longest, Duration listing, Map<Count, Long> counts) {}

    private Result run() {
        Clock clock = bench.clock();
        Sweeping sweeping =
                new Sweeping(
                        new Sources(
                                new IamPages(iam),
                                new IamCredentialReport(iam),
                                new IamServiceCredentialPages(iam),
                                List.of(
                                        new AccessKeys(iam),
                                        new SshPublicKeys(iam),
                                        new SigningCertificates(iam)),
                                null,
                                new IamAccount(iam)),
                        new Sweeping.Stores(
                                new DynamoInventory(dynamo, "inventory", "journal"),
                                bench.workspace(),
                                bench.plans(),
                                bench.catalogue()),
                        bench.voices(),
                        new Sweeping.Own(
                                "arn:aws:iam::123456789012:policy/curfew/curfew-quarantine",
                                "curfew-sweep"),
                        clock);
        Deque<Step> queue = new ArrayDeque<>();
        queue.add(new Step.Start("curfew.schedule", true));
        int steps = 0;
        Duration longest = Duration.ZERO;
        Duration listing = Duration.ZERO;
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        while (!queue.isEmpty()) {
            Step step = Step.read(queue.remove().message());
            long begun = System.nanoTime();
            Sweeping.Taken taken = sweeping.take(step);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            steps++;
            longest = longest.compareTo(took) < 0 ? took : longest;
            if (step instanceof Step.Go go && go.part() == Step.Part.LISTING) {
                listing = listing.plus(took);
            }
            taken.counts().forEach((count, number) -> counts.merge(count, number, Long::sum));
            taken.next().forEach(next -> queue.add(next.step()));
        }
        return new Result(steps, longest, listing, counts);
    }

    private String tell(String line) throws IOException {
        toStubs.println(line);
        return String.valueOf(fromStubs.readLine());
    }

    /** What this process used of all processors, in nanoseconds; the stubs are another process. */
    private static long processorTime() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static void resetPeaks() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** The most that the heap held at once, garbage included. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
