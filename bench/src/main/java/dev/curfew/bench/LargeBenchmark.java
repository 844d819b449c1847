package dev.curfew.bench;

import dev.curfew.policy.Answer;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Policy;
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

/** As many statements on each side; some of the child's are covered by two of the parent's only. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
@State(Scope.Thread)
public class LargeBenchmark {
    private static final int PAIRS = 8;

    @Param({"50", "200", "500"})
    public int statements;

    @Param({"true", "false"})
    public boolean contained;

    private final Policy[] parents = new Policy[PAIRS];
    private final Policy[] children = new Policy[PAIRS];
    private final Containment[] ceilings = new Containment[PAIRS];
    private int next;

    @Setup(Level.Trial)
    public void generate() {
        for (int i = 0; i < PAIRS; i++) {
            Pair pair = new Workload(i).large(statements, contained);
            parents[i] = pair.parent();
            children[i] = pair.child();
            ceilings[i] = Containment.samePrincipal(parents[i]);
            Expect.contained(contained, ceilings[i].contains(children[i]));
        }
    }

    @Benchmark
    public Answer ceilingCompiledOnce() {
        next = (next + 1) % PAIRS;
        return ceilings[next].contains(children[next]);
    }

    @Benchmark
    public Answer ceilingCompiledEachTime() {
        next = (next + 1) % PAIRS;
        return Containment.samePrincipal(parents[next]).contains(children[next]);
    }
}
