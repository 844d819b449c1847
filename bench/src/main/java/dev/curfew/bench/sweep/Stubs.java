package dev.curfew.bench.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Both stubs in a process of their own, so that the sweep's memory is the sweep's. */
public final class Stubs {

    private Stubs() {}

    /** Obeys the lines that come in, answers each with one line, and ends when they end. */
    public static void main(String[] arguments) throws IOException {
        StubIam iam = new StubIam();
        StubDynamo dynamo = new StubDynamo(Integer.parseInt(arguments[0]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(iam.port() + " " + dynamo.port());
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "account" -> {
                    iam.set(
                            new StubAccount(Integer.parseInt(words[1])),
                            Integer.parseInt(words[2]),
                            Integer.parseInt(words[3]));
                    dynamo.empty();
                    out.println("ok");
                }
                case "counts" -> {
                    out.println(text(iam.counts()) + "|" + text(dynamo.counts()));
                    iam.forget();
                }
                default -> out.println("?");
            }
        }
        System.exit(0);
    }

    private static String text(Map<String, Integer> counts) {
        return counts.toString();
    }
}
