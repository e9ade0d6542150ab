package dev.clv.examples.docs;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles and runs Java snippets. A snippet becomes the body of a method that sees the public types of the library,
 * some packages of the JDK and what {@link Given} declares; its lines keep their numbers in the document, and relative
 * paths are those of a temporary folder.
 */
final class JavaRunner {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final List<String> JDK =
            List.of("java.io", "java.math", "java.nio.file", "java.time", "java.util", "java.util.concurrent");
    private static final String BODY = "public final class Body { public static void run() throws Exception {";

    private JavaRunner() {}

    static void compile(Snippet snippet, Path classes) throws IOException {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = COMPILER.getStandardFileManager(problems, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            String source = source(snippet, files);
            JavaFileObject unit = new SimpleJavaFileObject(URI.create("string:///Body.java"), Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return source;
                }
            };
            if (!COMPILER.getTask(null, files, problems, List.of("-proc:none"), null, List.of(unit))
                    .call()) {
                throw new AssertionError(problems.getDiagnostics().stream()
                        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                        .map(problem -> snippet.document().getFileName() + ":" + problem.getLineNumber() + ": "
                                + problem.getMessage(null))
                        .collect(Collectors.joining("\n")));
            }
        }
    }

    static void run(Path classes) throws Exception {
        URL[] path = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, JavaRunner.class.getClassLoader())) {
            loader.loadClass("Body").getMethod("run").invoke(null);
        } catch (InvocationTargetException e) {
            throw new AssertionError("the snippet fails: " + e.getCause(), e.getCause());
        }
    }

    private static String source(Snippet snippet, StandardJavaFileManager files) throws IOException {
        Set<String> packages = new TreeSet<>(JDK);
        for (JavaFileObject type : files.list(StandardLocation.CLASS_PATH, "dev.clv", Set.of(Kind.CLASS), true)) {
            String name = files.inferBinaryName(StandardLocation.CLASS_PATH, type);
            if (!name.endsWith(".package-info")) { // a package of nothing else cannot be imported
                packages.add(name.substring(0, name.lastIndexOf('.')));
            }
        }
        packages.removeIf(name -> name.matches(".*\\.(internal|shaded|kernel|plan|examples)\\b.*"));
        String imports =
                packages.stream().map(name -> "import " + name + ".*; ").collect(Collectors.joining());
        // The engine of counterfactuals has levers too, which the pages do not show.
        imports += "import dev.clv.reason.Lever; ";
        String given = "import static " + Given.class.getName() + ".*; ";
        return imports + given + BODY + "\n".repeat(snippet.line())
                + String.join("\n", snippet.lines()).replace("Path.of(", "inFolder(") + "\n}}";
    }
}
