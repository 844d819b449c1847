package dev.curfew.bench.sweep;

import dev.curfew.aws.AccessKeys;
import dev.curfew.aws.IamAccount;
import dev.curfew.aws.IamCredentialReport;
import dev.curfew.aws.IamPages;
import dev.curfew.aws.IamServiceCredentialPages;
import dev.curfew.aws.PatientIam;
import dev.curfew.aws.SigningCertificates;
import dev.curfew.aws.SshPublicKeys;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.lifecycle.InMemoryCatalogue;
import dev.curfew.core.lifecycle.InMemoryPlans;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.sweep.Count;
import dev.curfew.core.sweep.InMemoryWorkspace;
import dev.curfew.core.sweep.Sources;
import dev.curfew.core.sweep.Step;
import dev.curfew.core.sweep.Sweeping;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Sweeps a generated account twice, with all of the sweep's own code and its own IAM client: how
 * many calls, how long, how much memory, how many writes.
 */
final class SweepBench implements AutoCloseable {

    private final Process stub;
    private final URI endpoint;
    private final HttpClient http = HttpClient.newHttpClient();
    private final IamClient iam;
    private final CountedInventory inventory;
    private final Sweeping sweeping;

    /**
     * What is measured.
     *
     * @param due share of the keys that are over their limits
     * @param latency of a call of IAM, in milliseconds
     * @param rate calls a second above which IAM throttles; 0 for none
     * @param table latency of a call of DynamoDB, in milliseconds
     */
    private record Setting(
            int users, double due, long latency, double rate, long table, long seed) {}

    private SweepBench(Setting setting) throws IOException {
        stub =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                IamStub.class.getName(),
                                Integer.toString(setting.users()),
                                Double.toString(setting.due()),
                                Long.toString(setting.seed()),
                                Long.toString(setting.latency()),
                                Double.toString(setting.rate()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String port =
                new BufferedReader(
                                new InputStreamReader(
                                        stub.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
        endpoint = URI.create("http://127.0.0.1:" + port);
        iam =
                PatientIam.client(
                        IamClient.builder()
                                .endpointOverride(endpoint)
                                .credentialsProvider(
                                        StaticCredentialsProvider.create(
                                                AwsBasicCredentials.create("key", "secret"))));
        inventory = new CountedInventory(setting.table());
        sweeping =
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
                                inventory,
                                new InMemoryWorkspace(),
                                new InMemoryPlans(),
                                new InMemoryCatalogue(Limits.DEFAULT)),
                        new Sweeping.Voices(
                                identity -> {},
                                new Silence(),
                                (identity, finding) -> {},
                                (identity, run) -> {}),
                        new Sweeping.Own(
                                "arn:aws:iam::123456789012:policy/curfew-quarantine",
                                GeneratedAccount.OWN_ROLE),
                        Clock.systemUTC());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> asked =
                args.length == 0
                        ? List.of("1000", "5000", "20000", "due", "throttled")
                        : List.of(args);
        // The first sweep of a process loads its classes; it is not the one to be measured.
        measure(new Setting(200, 0, 1, 0, 0, 7), false);
        for (String each : asked) {
            switch (each) {
                case "due" -> measure(new Setting(1_000, 1, 20, 0, 5, 1), true);
                case "throttled" -> measure(new Setting(500, 0, 20, 20, 5, 1), true);
                default -> measure(new Setting(Integer.parseInt(each), 0, 20, 0, 5, 1), true);
            }
        }
    }

    private static void measure(Setting setting, boolean print)
            throws IOException, InterruptedException {
        try (SweepBench bench = new SweepBench(setting)) {
            Sweep first = bench.sweep();
            // A run is named by its second.
            Thread.sleep(2_000);
            Sweep second = bench.sweep();
            if (print) {
                System.out.printf(
                        Locale.ROOT,
                        "%n%,d users, %,d keys, %,d roles; %.0f %% of the keys due; %d ms a call%s; %,d identities known%n",
                        setting.users(),
                        2 * setting.users(),
                        setting.users() * 6 / 10,
                        100 * setting.due(),
                        setting.latency(),
                        setting.rate() == 0
                                ? ""
                                : ", throttled above %.0f a second".formatted(setting.rate()),
                        bench.inventory.size());
                first.print("first sweep", setting.users());
                second.print("later sweep", setting.users());
            }
        }
    }

    /** One part of a sweep. */
    private static final class Cost {
        final Map<String, Long> calls = new TreeMap<>();
        Duration time = Duration.ZERO;

        void add(Map<String, Long> more, Duration longer) {
            more.forEach((name, number) -> calls.merge(name, number, Long::sum));
            time = time.plus(longer);
        }

        long number() {
            return calls.entrySet().stream()
                    .filter(each -> !each.getKey().equals("throttled"))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        String line(String name) {
            return String.format(
                    Locale.ROOT,
                    "  %-34s %,7d calls %7.1f s  %s",
                    name,
                    number(),
                    time.toMillis() / 1000.0,
                    calls);
        }
    }

    private record Sweep(
            Map<Step.Part, Cost> parts,
            Map<Count, Long> counts,
            Duration longest,
            Duration processor,
            int steps,
            long heap,
            long changes,
            long notes) {

        void print(String name, int users) {
            boolean inTurn = !counts.containsKey(Count.LISTED);
            Cost all = new Cost();
            Cost own = new Cost();
            parts.forEach((part, cost) -> {
                all.add(cost.calls, cost.time);
                if (part != Step.Part.LISTING && part != Step.Part.DECIDE) {
                    own.add(cost.calls, cost.time);
                }
            });
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d calls (%.4f a user), %.1f s (%.1f s of processor), %d steps, the longest %.1f s; heap at most %,d MB; %,d writes with the journal, %,d without%n",
                    name,
                    all.number(),
                    all.number() / (double) users,
                    all.time.toMillis() / 1000.0,
                    processor.toMillis() / 1000.0,
                    steps,
                    longest.toMillis() / 1000.0,
                    heap >> 20,
                    changes,
                    notes);
            System.out.println(own.line("pages and report"));
            System.out.println(
                    parts.getOrDefault(Step.Part.LISTING, new Cost())
                            .line(inTurn ? "the rotating seventh" : "lists of users' credentials"));
            System.out.println(
                    parts.getOrDefault(Step.Part.DECIDE, new Cost())
                            .line("last uses of the due, decisions"));
            System.out.println(
                    "  "
                            + counts.entrySet().stream()
                                    .filter(each -> each.getValue() != 0)
                                    .map(each -> each.getKey() + " " + each.getValue())
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
    }

    private Sweep sweep() throws IOException, InterruptedException {
        counts();
        inventory.changes();
        inventory.notes();
        List<MemoryPoolMXBean> heap =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .toList();
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        Duration processor = processor();
        Map<Step.Part, Cost> parts = new EnumMap<>(Step.Part.class);
        Map<Count, Long> told = new EnumMap<>(Count.class);
        Duration longest = Duration.ZERO;
        int steps = 0;
        Deque<Step.Next> queue = new ArrayDeque<>();
        queue.add(new Step.Next(new Step.Start(null, "curfew.schedule", true), Duration.ZERO));
        while (!queue.isEmpty()) {
            Step.Next next = queue.remove();
            Instant begin = Instant.now();
            Thread.sleep(next.delay());
            // A message on the way, as the queue carries it.
            Sweeping.Taken taken = sweeping.take(Step.read(next.step().message()));
            Duration time = Duration.between(begin, Instant.now());
            queue.addAll(taken.next());
            taken.counts().forEach((count, number) -> told.merge(count, number, Long::sum));
            Step.Part part = next.step() instanceof Step.Go go ? go.part() : Step.Part.POLICIES;
            parts.computeIfAbsent(part, each -> new Cost()).add(counts(), time);
            longest = time.compareTo(longest) > 0 ? time : longest;
            steps++;
        }
        long most = heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        return new Sweep(
                parts,
                told,
                longest,
                processor().minus(processor),
                steps,
                most,
                inventory.changes(),
                inventory.notes());
    }

    /** How long the processors have worked for this process, in which the stub does not run. */
    private static Duration processor() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What the stub was asked since this was called last. */
    private Map<String, Long> counts() throws IOException, InterruptedException {
        String text =
                http.send(
                                HttpRequest.newBuilder(endpoint.resolve("/counts")).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        return text.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1])));
    }

    @Override
    public void close() {
        iam.close();
        stub.destroy();
    }

    private static final class Silence implements LifecycleEvents {
        @Override
        public void happened(What what, Identity identity, String by, String reason) {}

        @Override
        public void applied(Limits limits) {}

        @Override
        public void stopped(Stop stop) {}

        @Override
        public void resumed(Instant at, String by, String reason) {}
    }
}
