package dev.curfew.bench;

import dev.curfew.policy.Answer;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Policy;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Many infix wildcards at once: what the work budget is for. Any answer will do; time counts. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(1)
@State(Scope.Thread)
public class AdversarialBenchmark {
    /** Patterns a side and letters in each: {@code 8x4} is eight like {@code *a*b*c*d*}. */
    @Param({"4x4", "8x4", "16x8", "32x20"})
    public String size = "";

    @Param({"eachCovered", "union"})
    public String kind = "";

    private @Nullable Policy child;
    private @Nullable Containment ceiling;

    @Setup(Level.Trial)
    public void generate() {
        String[] numbers = size.split("x", 2);
        int patterns = Integer.parseInt(numbers[0]);
        int letters = Integer.parseInt(numbers[1]);
        var workload = new Workload(1);
        Pair pair =
                kind.equals("union")
                        ? workload.wildcardUnion(patterns, letters)
                        : workload.wildcards(patterns, letters);
        child = pair.child();
        ceiling = Containment.samePrincipal(pair.parent());
        System.out.println("answer: " + contains().getClass().getSimpleName());
    }

    @Benchmark
    public Answer contains() {
        return Objects.requireNonNull(ceiling).contains(Objects.requireNonNull(child));
    }
}
