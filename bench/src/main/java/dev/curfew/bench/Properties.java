package dev.curfew.bench;

import dev.curfew.policy.Answer;
import dev.curfew.policy.Condition;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Context;
import dev.curfew.policy.Decision;
import dev.curfew.policy.Evaluator;
import dev.curfew.policy.Policy;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Reading;
import dev.curfew.policy.Request;
import dev.curfew.policy.Statement;
import dev.curfew.policy.Witness;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The long run of properties: after a yes, no sampled request may be allowed by the child and
 * refused by the parent; after a no, the witness must be. Prints each failure with its seed and
 * ends with 1 if there was one.
 */
final class Properties {
    private static final int SAMPLES = 30;
    private static final Set<String> OF_SESSION = Set.of("aws:username", "aws:principaltag/t");
    private static final List<String> RESOURCES =
            List.of("*", "arn:aws:s3:::ba", "arn:aws:sqs:ub:1:bab", "arn:aws:a", "foo", "");
    private static final List<String> VALUES =
            List.of("", "a", "b", "ab", "A", "aab", "x", "true", "TRUE", "false");
    private static final List<String> NUMBERS =
            List.of("-4", "-3", "0", "2.5", "2.6", "5", "7", "10", "11", "x");
    private static final List<String> TIMES =
            List.of("2025-12-31T23:59:59Z", "2026-04-01T00:00:00Z", "2027-01-01T00:00:00Z", "x");
    private static final List<String> ADDRESSES =
            List.of("10.1.2.3", "10.1.2.4", "10.200.0.1", "11.0.0.1", "2001:db8::1", "::1", "x");
    private static final List<String> ARNS =
            List.of("arn:aws:sns:a:1:a", "arn:aws:sns:a:1:", "arn:aws:sns:ab:1:a:b", "a", "*");

    private long contained;
    private long notContained;
    private long unknown;
    private long sampled;
    private long failures;
    private long longest;

    public static void main(String[] arguments) {
        var options = Options.of(arguments, 1_000_000);
        var run = new Properties();
        long start = System.nanoTime();
        for (int i = 0; i < options.pairs(); i++) {
            run.check(options.seed() + i);
            if ((i + 1) % 50_000 == 0) {
                run.report(i + 1, start);
            }
        }
        run.report(options.pairs(), start);
        if (run.failures > 0) {
            System.exit(1);
        }
    }

    private void report(int pairs, long start) {
        System.out.printf(
                "%d pairs: Contained %d, NotContained %d, Unknown %d; %d requests of yes pairs allowed by"
                        + " the child; failures %d; %.0f pairs a second; the longest question %.1f ms%n",
                pairs,
                contained,
                notContained,
                unknown,
                sampled,
                failures,
                pairs / ((System.nanoTime() - start) / 1e9),
                longest / 1e6);
    }

    private void check(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Pair pair = new SmallPairs(random, seed % 2 == 0).next();
        Policy parent = Pair.parse(pair.parentText());
        Policy child = Pair.parse(pair.childText());
        boolean apart = seed % 4 == 0;
        Containment containment =
                apart
                        ? Containment.ofSession(parent, Context.EMPTY)
                        : Containment.samePrincipal(parent);
        long start = System.nanoTime();
        Answer answer = containment.contains(child);
        longest = Math.max(longest, System.nanoTime() - start);
        switch (answer) {
            case Answer.Contained() -> {
                contained++;
                refute(seed, pair, parent, child, apart, random);
            }
            case Answer.NotContained(Witness witness, Reading reading) -> {
                notContained++;
                if (!allows(child, witness.asChild(), reading)
                        || allows(parent, witness.asParent(), reading)
                        || (!apart && !witness.asChild().equals(witness.asParent()))) {
                    fail(seed, pair, "the witness does not hold: " + answer);
                }
            }
            case Answer.Unknown _ -> unknown++;
        }
    }

    private void refute(
            long seed,
            Pair pair,
            Policy parent,
            Policy child,
            boolean apart,
            RandomGenerator random) {
        Reading other = reading(random);
        var documentedParent = new Evaluator(PolicySet.of(parent));
        var documentedChild = new Evaluator(PolicySet.of(child));
        var otherParent = new Evaluator(PolicySet.of(parent), other);
        var otherChild = new Evaluator(PolicySet.of(child), other);
        for (int i = 0; i < SAMPLES; i++) {
            Request asChild = request(parent, child, random);
            Request asParent = apart ? elsewhere(asChild, random) : asChild;
            boolean documented = i % 2 == 0;
            if (!allowed(documented ? documentedChild : otherChild, asChild)) {
                continue;
            }
            sampled++;
            if (!allowed(documented ? documentedParent : otherParent, asParent)) {
                Reading reading = documented ? Reading.DOCUMENTED : other;
                fail(seed, pair, asChild + " as parent " + asParent + " under " + reading);
            }
        }
    }

    private void fail(long seed, Pair pair, String what) {
        failures++;
        System.out.printf(
                "FAILURE seed %d%n  parent %s%n  child  %s%n  %s%n",
                seed, pair.parentText(), pair.childText(), what);
    }

    private static Reading reading(RandomGenerator random) {
        Reading.Span[] spans = Reading.Span.values();
        Reading.Several[] several = Reading.Several.values();
        return new Reading(
                spans[random.nextInt(spans.length)],
                random.nextBoolean(),
                several[random.nextInt(several.length)],
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
    }

    /** A request that a pattern of each kind suggests, from either policy. */
    private static Request request(Policy parent, Policy child, RandomGenerator random) {
        var requests = new Requests(random);
        List<Statement> statements =
                Stream.of(child, child, parent).flatMap(p -> p.statements().stream()).toList();
        Statement one = requests.pick(statements);
        Statement two = random.nextInt(4) == 0 ? requests.pick(statements) : one;
        Map<String, List<String>> values = new HashMap<>();
        for (Statement statement : statements) {
            for (Condition condition : statement.conditions()) {
                String key = condition.key().toLowerCase(Locale.ROOT);
                values.computeIfAbsent(key, _ -> values(condition, requests, random));
            }
        }
        for (String key : OF_SESSION) {
            values.computeIfAbsent(key, _ -> sessionValue(random));
        }
        values.computeIfAbsent("s3:prefix", _ -> sessionValue(random));
        String resource = requests.text(requests.pick(two.resources().patterns()));
        return new Request(
                requests.action(one.actions().patterns()),
                random.nextInt(10) == 0 || !resource.startsWith("arn:")
                        ? requests.pick(RESOURCES)
                        : resource,
                new Context(values));
    }

    private static List<String> values(
            Condition condition, Requests requests, RandomGenerator random) {
        // One value only where AWS documents that there is never more.
        boolean several = condition.key().equalsIgnoreCase("aws:TagKeys");
        return switch (random.nextInt(several ? 5 : 4)) {
            case 0 -> List.of();
            case 4 -> List.of(value(condition, requests, random), requests.pick(VALUES));
            default -> List.of(value(condition, requests, random));
        };
    }

    private static String value(Condition condition, Requests requests, RandomGenerator random) {
        if (random.nextInt(3) > 0 && !condition.key().equalsIgnoreCase("aws:SourceIp")) {
            return requests.text(requests.pick(condition.values()));
        }
        return requests.pick(
                switch (condition.key().toLowerCase(Locale.ROOT)) {
                    case "s3:max-keys" -> NUMBERS;
                    case "aws:currenttime" -> TIMES;
                    case "aws:sourceip" -> ADDRESSES;
                    case "aws:sourcearn" -> ARNS;
                    default -> VALUES;
                });
    }

    private static List<String> sessionValue(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> List.of();
            case 1 -> List.of("b");
            case 2 -> List.of("*");
            default -> List.of("a");
        };
    }

    /** The same request as another session makes it. */
    private static Request elsewhere(Request request, RandomGenerator random) {
        Map<String, List<String>> values = new HashMap<>(request.context().values());
        OF_SESSION.forEach(key -> values.put(key, sessionValue(random)));
        return new Request(request.action(), request.resource(), new Context(values));
    }

    private static boolean allows(Policy policy, Request request, Reading reading) {
        return allowed(new Evaluator(PolicySet.of(policy), reading), request);
    }

    private static boolean allowed(Evaluator evaluator, Request request) {
        return evaluator.decide(request) instanceof Decision.Allowed;
    }
}
