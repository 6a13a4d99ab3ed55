import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * Puts jars on the class path of the JVM that Maven runs in. javac looks there before it reads its
 * plugins anew: they are loaded and compiled once, and not for each module (docs/adr/0037).
 */
public final class OnClassPath {

    private OnClassPath() {}

    /**
     * Called by the JVM before Maven's main method.
     *
     * @param file has a class path
     */
    public static void premain(String file, Instrumentation jvm) throws IOException {
        for (String jar : Files.readString(Path.of(file)).strip().split(File.pathSeparator)) {
            jvm.appendToSystemClassLoaderSearch(new JarFile(jar));
        }
    }
}
