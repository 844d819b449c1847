package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.yaml.Yaml;
import dev.curfew.core.document.Json;
import dev.curfew.core.task.Task;
import dev.curfew.core.task.TaskDocument;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskCommandsTest {

    private final Run run = new Run();
    @TempDir private Path directory = Path.of("");

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void everyDocumentOfEveryFileIsSentInOneRequest() throws IOException {
        run.stacks.answers.add(
                """
                {"applied":[{"task":"a","version":2,"changed":true},{"task":"b","version":5,"changed":false},
                            {"task":"c","version":1,"changed":true}]}
                """);

        Run.Ended ended =
                run.line(
                        "task",
                        "apply",
                        file("one.yaml", "name: a\n---\nname: b\n"),
                        file("two.yaml", "name: c\n"));

        FakeStacks.Call call = run.stacks.calls.getFirst();
        assertThat(call.function()).isEqualTo(Function.OPERATE);
        assertThat(call.request())
                .isEqualTo(
                        Json.read(
                                "{\"operation\":\"task.apply\",\"tasks\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]}"));
        assertThat(ended)
                .isEqualTo(
                        new Run.Ended(
                                0,
                                "applied task a, version 2\nunchanged task b, version 5\napplied task c, version 1\n",
                                ""));
    }

    @Test
    void problemsAreToldWithTheirFileAndLine() throws IOException {
        String one = file("one.yaml", "name: a\n---\nname: b\nroles:\n  - x\n  - y\n");
        String two = file("two.yaml", "# the third\nnome: c\n");
        run.stacks.answers.add(
                """
                {"refused":{"code":"task-invalid","message":"the tasks are not valid in 4 places","help":"mend each",
                 "problems":[{"path":"/tasks/1/roles/1","message":"`y` is no ARN","help":"give an ARN"},
                             {"path":"/tasks/2/nome","message":"`nome` is unknown","help":"correct it"},
                             {"path":"/tasks/2","message":"`name` is missing","help":"add it"},
                             {"path":"/operation","message":"is odd","help":"ask"}]}}
                """);

        Run.Ended ended = run.line("task", "apply", one, two);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err().lines())
                .containsExactly(
                        "refused (task-invalid): the tasks are not valid in 4 places",
                        one + ":6: `y` is no ARN (give an ARN)",
                        two + ":2: `nome` is unknown (correct it)",
                        two + ":2: `name` is missing (add it)",
                        "/operation: is odd (ask)",
                        "help: mend each");
    }

    @Test
    void aFileThatIsNotYamlIsToldWithItsLineAndNothingIsSent() throws IOException {
        String bad = file("bad.yaml", "name: a\nname: b\n");

        Run.Ended ended = run.line("task", "apply", bad);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).startsWith(bad + ":2: `name` stands twice");
        assertThat(run.stacks.calls).isEmpty();
    }

    @Test
    void tasksComeFromStandardInputToo() {
        run.input = "name: a\n";
        run.stacks.answers.add("{\"applied\":[{\"task\":\"a\",\"version\":1,\"changed\":true}]}");

        JsonNode answer = Json.read(run.line("task", "apply", "-", "--json").out());

        assertThat(answer.at("/applied/0/version").asInt()).isEqualTo(1);
    }

    @Test
    void aFileWithoutATaskIsNotApplied() throws IOException {
        Run.Ended ended = run.line("task", "apply", file("empty.yaml", "# nothing yet\n"));

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("no task");
        assertThat(run.stacks.calls).isEmpty();
    }

    @Test
    void tasksAreListedAsATable() {
        run.stacks.tasks = List.of(task());

        assertThat(run.line("task", "list").out())
                .isEqualTo(
                        """
                        TASK         UP TO  HANDED ON  ROLES  DESCRIPTION
                        send-orders  15m    3          1      Sends orders
                        """);
    }

    @Test
    void jsonListsTasksAsTheyAreApplied() {
        run.stacks.tasks = List.of(task());

        JsonNode listed = Json.read(run.line("task", "list", "--json").out());

        assertThat(listed.at("/tasks/0/name").asText()).isEqualTo("send-orders");
        assertThat(listed.at("/tasks/0/longestDuration").asText()).isEqualTo("PT15M");
        assertThat(listed.at("/tasks/0/ceiling/Statement").isMissingNode()).isFalse();
    }

    @Test
    void aTaskIsShownAsTheFileThatAppliesIt() {
        run.stacks.tasks = List.of(task());

        Run.Ended shown = run.line("task", "show", "send-orders");

        assertThat(shown.exit()).isZero();
        assertThat(((Yaml.Read.Valid) Yaml.read("shown", shown.out())).documents())
                .singleElement()
                .satisfies(document ->
                        assertThat(TaskDocument.read(document.content()))
                                .isEqualTo(new TaskDocument.Read.Valid(task())));
        assertThat(Json.read(run.line("task", "show", "send-orders", "--json").out()))
                .isEqualTo(TaskDocument.write(task()));
        assertThat(run.line("task", "show", "nothing").err())
                .startsWith("refused (task-unknown): the catalogue has no task `nothing`");
    }

    @Test
    void anEmptyCatalogueSaysHowToFillIt() {
        assertThat(run.line("task", "list").out()).contains("no tasks", "./curfew task apply");
    }

    private static Task task() {
        Parsed ceiling =
                Policy.parse(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}");
        return new Task(
                "send-orders",
                "Sends orders",
                List.of("arn:aws:iam::000000000000:role/curfew/order-sender"),
                ((Parsed.Valid) ceiling).policy(),
                Duration.ofMinutes(15),
                List.of("arn:aws:iam::000000000000:root"),
                3,
                List.of());
    }
}
