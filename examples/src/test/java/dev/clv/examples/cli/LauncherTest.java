package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.examples.docs.Snippet;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script examples/clv, with a java that prints what it is called with. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final Path EXAMPLES = Snippet.root().resolve("examples");
    private static final String DIRECTIVES = "src/main/jvm/compiler.json";

    @TempDir
    Path folder;

    private Path script;

    /** A tree whose command was just built. */
    @BeforeEach
    void build() throws IOException {
        for (String module : List.of(
                "clv-features",
                "clv-nn",
                "clv-explain",
                "clv-core",
                "clv-decide",
                "clv-serve",
                "clv-report",
                "examples")) {
            Files.createDirectories(folder.resolve(module).resolve("src/main"));
            Files.createFile(folder.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(folder.resolve("pom.xml"));
        script = Files.copy(EXAMPLES.resolve("clv"), folder.resolve("examples/clv"));
        Path target = Files.createDirectories(folder.resolve("examples/target"));
        Files.createFile(target.resolve("clv.jar"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.createFile(target.resolve("clv.built"));
    }

    private List<String> run(String options, Object... arguments) throws IOException, InterruptedException {
        return runIn(Map.of("JAVA_OPTS", options), arguments);
    }

    private List<String> runIn(Map<String, String> environment, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        process.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        process.environment().putAll(environment);
        return outputOf(process);
    }

    private Path archive() throws IOException {
        return folder.toRealPath().resolve("examples/target/clv.jsa");
    }

    private static List<String> outputOf(ProcessBuilder process) throws IOException, InterruptedException {
        Process running = process.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).isZero();
        return output.lines().toList();
    }

    @Test
    void argumentsComeBehindTheJarAsTheyAre() throws Exception {
        List<String> called = run("-Xmx8g", "score", "two words.csv", "*");

        int jar = called.indexOf("-jar");
        assertThat(called.subList(0, jar)).contains("-Xmx8g", "-Dclv.interactive=false", "-Dclv.quick=true");
        assertThat(called.subList(jar + 2, called.size())).containsExactly("score", "two words.csv", "*");
    }

    @Test
    void theCompilerIsRestrainedUnlessALargeFileIsNamedOrOptionsOfThatKindAreGiven() throws Exception {
        Path small = Files.write(folder.resolve("small.csv"), new byte[100]);
        Path large = folder.resolve("large.csv");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(256L << 20);
        }

        assertThat(run("", "train", small, "missing.csv"))
                .contains(
                        "-XX:+UseSerialGC",
                        "-XX:Tier4BackEdgeThreshold=2000000",
                        "-XX:CompilerDirectivesFile="
                                + folder.toRealPath().resolve("examples").resolve(DIRECTIVES));
        assertThat(run("", "score", small))
                .contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:SharedArchiveFile=" + archive())
                .noneMatch(word -> word.startsWith("-XX:CompilerDirectivesFile"));
        for (String command : List.of("train", "score")) {
            assertThat(run("", command, small, large))
                    .filteredOn(word -> word.startsWith("-XX"))
                    .containsExactly("-XX:+UseSerialGC");
        }
        for (String variable : List.of("JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")) {
            // Java refuses two collectors.
            assertThat(runIn(Map.of(variable, "-Xmx2g -XX:+UseG1GC"), "score", small))
                    .doesNotContain("-XX:+UseSerialGC", "-Dclv.quick=true");
        }
    }

    @Test
    void aServiceRunsAsJavaChoosesAndCommandsThatTrainAreNotLeftToTheFirstCompiler() throws Exception {
        assertThat(run("", "serve"))
                .doesNotContain("--add-modules", "-Dclv.quick=true")
                .noneMatch(word -> word.startsWith("-XX:"));
        for (String command : List.of("train", "retrain", "rerun")) {
            assertThat(run("", command))
                    .doesNotContain("-XX:TieredStopAtLevel=1")
                    .anyMatch(word -> word.startsWith("-XX:CompilerDirectivesFile"));
        }
    }

    @Test
    void onlyCommandsThatExplainStartWithTheVectorApi() throws Exception {
        Files.writeString(folder.resolve("jdk/release"), "MODULES=\"java.base jdk.incubator.vector\"\n");

        for (String explaining : List.of("explain", "report", "segments")) {
            assertThat(run("", explaining))
                    .contains("--add-modules", "jdk.incubator.vector")
                    .doesNotContain("-XX:TieredStopAtLevel=1");
        }
        assertThat(run("", "train")).doesNotContain("--add-modules");
        assertThat(run("")).doesNotContain("--add-modules").contains("-XX:TieredStopAtLevel=1");
    }

    @Test
    void anArchiveOfClassesThatThisJavaCannotUseIsPassedOverWithoutAWord() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.jsa"), "of another Java");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:SharedArchiveFile=" + broken,
                "-Xlog:cds*=off",
                "--version");

        assertThat(outputOf(java)).isNotEmpty().noneMatch(line -> line.contains("archive") || line.contains("cds"));
    }

    @Test
    void thisJavaTakesTheDirectivesWithoutAWordAmongTheOutput() throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:Tier4BackEdgeThreshold=2000000",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-DisplayVMOutput",
                "-XX:CompilerDirectivesFile=" + EXAMPLES.resolve(DIRECTIVES),
                "--version");

        assertThat(outputOf(java)).isNotEmpty().noneMatch(line -> line.contains("directive"));
    }
}
