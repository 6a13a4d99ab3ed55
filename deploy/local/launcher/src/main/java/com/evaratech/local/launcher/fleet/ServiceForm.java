package com.evaratech.local.launcher.fleet;

import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.process.NativeExecutables;
import java.io.IOException;
import java.util.List;

/** The forms that a service can be built in and run as. */
public enum ServiceForm {
    /** Jars, on a JVM. */
    JVM {
        @Override
        List<String> command(Service service, Layout layout) throws IOException {
            PackagedService packaged =
                    new PackagedService(layout.packagedService(service.module()));
            if (!packaged.isBuilt()) {
                throw new Trouble(
                        "%s is not built (%s); build it with: ./evara up"
                                .formatted(service.module(), packaged.jar()));
            }
            return JvmCommand.service(packaged, JvmMode.best(packaged));
        }
    },
    /** An executable of its own (docs/operations/native.md). */
    NATIVE {
        @Override
        List<String> command(Service service, Layout layout) throws IOException {
            NativeExecutables built = new NativeExecutables(layout.target(service.module()));
            String executable =
                    built.newest()
                            .orElseThrow(() ->
                                    new Trouble(
                                            "%s has no native executable (%s); build it with: ./evara native %s"
                                                    .formatted(
                                                            service.module(),
                                                            built.pattern(),
                                                            service.module())))
                            .toString();
            return List.of(executable, JvmCommand.LARGEST_HEAP);
        }
    };

    /**
     * What starts the service.
     *
     * @throws Trouble when it was not built in this form
     */
    abstract List<String> command(Service service, Layout layout) throws IOException;

    /** Refuses to start a fleet of which a service was not built in this form. */
    public void requireBuilt(Layout layout) throws IOException {
        for (Service service : Service.values()) {
            var _ = command(service, layout);
        }
    }
}
