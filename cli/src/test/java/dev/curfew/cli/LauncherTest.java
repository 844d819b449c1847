package dev.curfew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a small checkout of its own. Its JDK and Maven are scripts: the one prints how it
 * was started, the other notes each build. The places where the launcher looks for tools are moved
 * into the checkout too.
 */
class LauncherTest {

    private static final String FAKE_MAVEN =
            """
            #!/bin/sh
            if [ "$1" = -v ]; then echo "Apache Maven ${MAVEN_SAYS:-3.9.9} (abc)"; exit; fi
            echo "$JAVA_HOME $*" >>"$BUILDS"
            [ -z "${MAVEN_FAILS:-}" ] || { echo "[ERROR] cannot find symbol"; exit 1; }
            mkdir -p cli/target/lib functions/target
            echo jar >cli/target/curfew.jar
            echo jar >cli/target/lib/other.jar
            cat cli/src/main/java/Main.java >functions/target/functions-local.zip
            cat cli/src/main/java/Main.java >functions/target/functions.zip
            [ -z "${MAVEN_EDITS:-}" ] || echo edited >>"$MAVEN_EDITS"
            """;

    private static final String FAKE_JAVA =
            """
            #!/bin/sh
            for word in "$@"; do
                case $word in -XX:AOTCacheOutput=*) echo cache >"${word#*=}"; exit ;; esac
            done
            for word in "$@"; do echo "[$word]"; done
            """;

    @TempDir private Path directory = Path.of("");
    private Path root = Path.of("");
    private Path source = Path.of("");
    private Path jdk = Path.of("");
    private Path bin = Path.of("");

    record Ended(int exit, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectories(directory.resolve("a checkout"));
        bin = Files.createDirectories(directory.resolve("bin"));
        jdk = fakeJdk("jdk-25", "25.0.1");
        String text =
                Files.readString(Path.of("../curfew"))
                        .replaceAll(
                                "(?<=[ (\"])/(usr|opt|Library)/",
                                directory.resolve("machine") + "/$1/");
        script(root.resolve("curfew"), text);
        script(bin.resolve("mvn"), FAKE_MAVEN);
        tools(
                "sh",
                "cat",
                "cksum",
                "cmp",
                "cp",
                "cut",
                "date",
                "dirname",
                "find",
                "grep",
                "head",
                "ls",
                "mkdir",
                "mv",
                "readlink",
                "rm",
                "sed",
                "sha256sum",
                "shasum",
                "sleep",
                "sort",
                "stat",
                "tail",
                "touch",
                "tr");
        script(bin.resolve("python3"), "#!/bin/sh\nexec '" + realPython() + "' \"$@\"\n");
        source = Files.createDirectories(root.resolve("cli/src/main/java")).resolve("Main.java");
        Files.writeString(source, "one");
        Files.writeString(root.resolve("pom.xml"), "<project/>");
    }

    private Path fakeJdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        script(home.resolve("bin/java"), FAKE_JAVA);
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void tools(String... names) throws IOException {
        for (String name : names) {
            for (Path place : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
                if (Files.isExecutable(place.resolve(name)) && !Files.exists(bin.resolve(name))) {
                    script(
                            bin.resolve(name),
                            "#!/bin/sh\nexec " + place.resolve(name) + " \"$@\"\n");
                }
            }
        }
    }

    private static String realPython() throws IOException {
        Process found =
                new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
        return new String(found.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private ProcessBuilder launcher(Path file, String... words) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = process.environment();
        environment.clear();
        environment.put("PATH", bin.toString());
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("BUILDS", directory.resolve("builds").toString());
        return process;
    }

    private static Ended end(ProcessBuilder builder) throws IOException, InterruptedException {
        Path err = Files.createTempFile("launcher", "err");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        int exit = process.waitFor();
        String told = Files.readString(err);
        Files.delete(err);
        return new Ended(exit, out, told);
    }

    private Ended curfew(String... words) throws IOException, InterruptedException {
        return end(launcher(root.resolve("curfew"), words));
    }

    private long builds() throws IOException {
        Path builds = directory.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    @Test
    void buildsWithMavenOnJdk25ThenStartsTheCommand() throws Exception {
        Ended ended = curfew("issue", "--task", "two words");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .contains("[-Dcurfew.root=" + root.toRealPath() + "]", "[dev.curfew.cli.Main]")
                .endsWith("[issue]\n[--task]\n[two words]\n")
                .contains("curfew.aot]");
        assertThat(ended.err()).contains("curfew: building", "curfew: built in");
        assertThat(Files.readString(directory.resolve("builds")))
                .isEqualTo(
                        jdk + " -B -ntp -q -Dstyle.color=never -DskipTests -pl cli -am package\n");
    }

    @Test
    void aCredentialProcessThatAsksItselfEndsAtOnce() throws Exception {
        curfew();
        ProcessBuilder again = launcher(root.resolve("curfew"), "credential-process");
        again.environment().put("CURFEW_CREDENTIAL_PROCESS", "1");

        assertThat(curfew("credential-process").exit()).isZero();
        Ended ended = end(again);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("--profile");
    }

    @Test
    void doesNotBuildAgainWhileNothingChanges() throws Exception {
        curfew();

        Ended second = curfew("--version");

        assertThat(second.exit()).isZero();
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void worksFromAnotherDirectoryThroughASymbolicLink() throws Exception {
        Path link =
                Files.createSymbolicLink(directory.resolve("link"), Path.of("a checkout/curfew"));
        Path linkToLink = Files.createSymbolicLink(bin.resolve("curfew"), link);

        Ended ended = end(launcher(linkToLink, "status"));

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .contains("[-Dcurfew.root=" + root.toRealPath() + "]")
                .endsWith("[status]\n");
    }

    @Test
    void buildsAgainWhenASourceChangesAndNotWhenItIsBackAsItWas() throws Exception {
        curfew();
        Files.writeString(source, "two");
        curfew();
        assertThat(builds()).isEqualTo(2);

        Files.writeString(source, "one");
        curfew();

        assertThat(builds()).isEqualTo(2);
        assertThat(functions("functions.zip"))
                .as("the functions of the same sources")
                .hasContent("one");
        assertThat(functions("functions-local.zip")).hasContent("one");
    }

    @Test
    void putsTheFunctionsBackWhenTheyWereCleanedAway() throws Exception {
        curfew();
        Files.delete(functions("functions-local.zip"));

        curfew();

        assertThat(builds()).isEqualTo(1);
        assertThat(functions("functions-local.zip")).hasContent("one");
    }

    private Path functions(String archive) {
        return root.resolve("functions/target").resolve(archive);
    }

    @Test
    void seesAChangeThatLeavesSizeAndTimeAsTheyWere() throws Exception {
        curfew();
        FileTime time = Files.getLastModifiedTime(source);
        Files.writeString(source, "two");
        Files.setLastModifiedTime(source, time);

        curfew();

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void doesNotBuildForATimeAlone() throws Exception {
        curfew();
        Files.setLastModifiedTime(source, FileTime.fromMillis(0));

        curfew();

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhenASourceIsAddedOrDeleted() throws Exception {
        Path added = source.resolveSibling("Other.java");
        curfew();
        Files.writeString(added, "new");
        curfew();
        assertThat(builds()).isEqualTo(2);

        Files.writeString(source.resolveSibling("Third.java"), "new");
        Files.delete(added);
        curfew();

        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void testsAndOutputsAreNotWhatItIsBuiltFrom() throws Exception {
        curfew();
        Files.writeString(
                Files.createDirectories(root.resolve("cli/src/test/java")).resolve("MainTest.java"),
                "x");
        Files.writeString(
                Files.createDirectories(root.resolve("cli/target/src/main")).resolve("Made.java"),
                "x");

        curfew();

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void mendsABuildOfWhichPartsWereDeleted() throws Exception {
        curfew();
        String current = Files.readString(root.resolve(".curfew/build/current")).strip();
        Path build =
                root.resolve(".curfew/build").resolve(current.substring(current.indexOf(' ') + 1));
        Files.delete(build.resolve("curfew.jar"));

        assertThat(curfew().exit()).isZero();

        assertThat(builds()).isEqualTo(2);
        assertThat(build.resolve("curfew.jar")).exists();
    }

    @Test
    void startsAfreshWhenTheWholeStateIsDeleted() throws Exception {
        curfew();
        delete(root.resolve(".curfew"));

        assertThat(curfew().exit()).isZero();

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aFailedBuildShowsMavensLogAndTheNextStartBuildsAgain() throws Exception {
        ProcessBuilder failing = launcher(root.resolve("curfew"));
        failing.environment().put("MAVEN_FAILS", "1");

        Ended failed = end(failing);

        assertThat(failed.exit()).isEqualTo(2);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("[ERROR] cannot find symbol", "curfew: the build failed");
        assertThat(curfew().exit()).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void sourcesThatChangeDuringTheBuildAreNotTakenForBuilt() throws Exception {
        ProcessBuilder edited = launcher(root.resolve("curfew"));
        edited.environment().put("MAVEN_EDITS", source.toString());

        Ended ended = end(edited);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("the sources changed during the build");
        assertThat(curfew().exit()).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws Exception {
        Path err = directory.resolve("err");
        Process first = launcher(root.resolve("curfew")).redirectError(err.toFile()).start();
        Ended second = curfew();
        first.getInputStream().readAllBytes();

        assertThat(first.waitFor()).as(Files.readString(err)).isZero();
        assertThat(second.exit()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void keepsTheLastThreeBuilds() throws Exception {
        for (String content : List.of("1", "2", "3", "4", "5")) {
            Files.writeString(source, content);
            curfew();
        }

        try (var entries = Files.list(root.resolve(".curfew/build"))) {
            assertThat(entries.filter(Files::isDirectory)).hasSize(3);
        }
    }

    @Test
    void withoutAJdk25ItSaysHowToGetOne() throws Exception {
        jdk = fakeJdk("jdk-17", "17.0.15");

        Ended ended = curfew("--version");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("curfew: JDK 25 is missing: install one")
                .hasLineCount(1);
        assertThat(builds()).isZero();
    }

    @Test
    void findsAJdk25OnThePathAndInTheUsualPlaces() throws Exception {
        Path found = jdk;
        jdk = directory.resolve("nothing");
        Files.createSymbolicLink(bin.resolve("javac"), found.resolve("bin/javac"));
        assertThat(curfew().exit()).isZero();

        delete(root.resolve(".curfew"));
        Files.delete(bin.resolve("javac"));
        assertThat(curfew().exit()).isEqualTo(2);

        Path usual = Files.createDirectories(directory.resolve("home/.sdkman/candidates/java"));
        Files.createSymbolicLink(usual.resolve("25.0.1-tem"), found);
        assertThat(curfew().exit()).isZero();
    }

    @Test
    void withoutMavenItSaysHowToGetIt() throws Exception {
        ProcessBuilder old = launcher(root.resolve("curfew"));
        old.environment().put("MAVEN_SAYS", "3.6.3");

        Ended ended = end(old);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("curfew: Maven 3.8 or newer is missing: install it")
                .hasLineCount(1);
    }

    @Test
    void withoutPythonItSaysHowToGetIt() throws Exception {
        script(bin.resolve("python3"), "#!/bin/sh\nexit 1\n");

        Ended ended = curfew();

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("curfew: Python 3.10 or newer with venv is missing")
                .hasLineCount(1);
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
