package dev.curfew.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.curfew.policy.Answer;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Context;
import dev.curfew.policy.Decision;
import dev.curfew.policy.Evaluator;
import dev.curfew.policy.Policy;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Request;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A session policy of 2 KB against a ceiling of 6 KB, over as many different pairs as {@link
 * #PAIRS}, one after the other.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
@State(Scope.Thread)
public class TypicalBenchmark {
    private static final int PAIRS = 64;

    /** Whether the child stays within the ceiling. */
    @Param({"true", "false"})
    public boolean contained;

    private final JsonFactory json = new JsonFactory();
    private final String[] parentTexts = new String[PAIRS];
    private final String[] childTexts = new String[PAIRS];
    private final Policy[] children = new Policy[PAIRS];
    private final Containment[] ceilings = new Containment[PAIRS];
    private final Evaluator[] evaluators = new Evaluator[PAIRS];
    private final Request[] requests = new Request[PAIRS];
    private int next;

    @Setup(Level.Trial)
    public void generate() {
        for (int i = 0; i < PAIRS; i++) {
            Pair pair = new Workload(i).typical(contained);
            parentTexts[i] = pair.parentText();
            childTexts[i] = pair.childText();
            children[i] = Pair.parse(childTexts[i]);
            Policy parent = Pair.parse(parentTexts[i]);
            ceilings[i] = Containment.samePrincipal(parent);
            Expect.contained(contained, ceilings[i].contains(children[i]));
            evaluators[i] =
                    new Evaluator(new PolicySet(List.of(parent), List.of(children[i]), List.of()));
            requests[i] = request(i);
        }
    }

    /** Half the requests are ones that both policies allow, or nearly. */
    private Request request(int i) {
        var context =
                new Context(
                        Map.of(
                                "aws:SecureTransport", List.of("true"),
                                "aws:SourceIp", List.of("203.0.113.7"),
                                "aws:RequestedRegion", List.of("eu-west-1"),
                                "aws:ResourceTag/team", List.of("core"),
                                "s3:prefix", List.of("shared/" + i + "/x"),
                                "s3:max-keys", List.of("100"),
                                "dynamodb:LeadingKeys", List.of("open-1", "open-2")));
        List<Request> asked = Requests.of(children[i], i, context);
        return asked.get(i % asked.size());
    }

    private int turn() {
        next = (next + 1) % PAIRS;
        return next;
    }

    /** One request against ceiling and session policy together. */
    @Benchmark
    public Decision evaluate() {
        int i = turn();
        return evaluators[i].decide(requests[i]);
    }

    @Benchmark
    public Answer containsCeilingCompiledOnce() {
        int i = turn();
        return ceilings[i].contains(children[i]);
    }

    @Benchmark
    public Answer containsFromTwoTexts() {
        int i = turn();
        return Containment.samePrincipal(Pair.parse(parentTexts[i]))
                .contains(Pair.parse(childTexts[i]));
    }

    /** To hold the others against: the two documents read by the JSON parser, and no more. */
    @Benchmark
    public int tokensOfTwoTexts() throws IOException {
        int i = turn();
        return tokens(parentTexts[i]) + tokens(childTexts[i]);
    }

    private int tokens(String text) throws IOException {
        int count = 0;
        try (JsonParser parser = json.createParser(text)) {
            while (parser.nextToken() != null) {
                count += parser.getText().length();
            }
        }
        return count;
    }
}
