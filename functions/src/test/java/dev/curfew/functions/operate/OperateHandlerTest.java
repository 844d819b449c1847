package dev.curfew.functions.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.task.InMemoryTasks;
import dev.curfew.core.task.SampleStack;
import dev.curfew.core.task.TaskApplication;
import dev.curfew.functions.GoldenFiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperateHandlerTest {

    static List<String> cases() {
        return GoldenFiles.cases("operate");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheGoldenFileSays(String name) throws IOException {
        InMemoryTasks tasks = new InMemoryTasks();

        GoldenFiles.check(
                "operate",
                name,
                new OperateHandler(
                        new TaskApplication(tasks, SampleStack.FORBIDDEN), GoldenFiles.metrics()));

        assertThat(tasks.list()).as("all or none").hasSize(name.equals("task-apply") ? 1 : 0);
    }
}
