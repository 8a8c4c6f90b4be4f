package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;

/**
 * Where a user's cache lies: the environment variable CRADLEWATCH_CACHE if set; else {@code cradlewatch} in
 * XDG_CACHE_HOME or {@code ~/.cache}; and where these cannot be written, a folder of the user's own among the temporary
 * files. Nobody else may write there, because what lies in it is run.
 */
final class CacheFolder {

    static final String VARIABLE = "CRADLEWATCH_CACHE";

    private CacheFolder() {}

    static Path ofThisUser() throws ModelException {
        return of(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Path.of(System.getProperty("java.io.tmpdir")),
                System.getProperty("user.name"));
    }

    static Path of(Map<String, String> environment, Path home, Path temporary, String user) throws ModelException {
        var own = environment.get(VARIABLE);
        if (own != null && !own.isBlank()) {
            return Path.of(own, "models");
        }
        var xdg = environment.get("XDG_CACHE_HOME");
        var caches = xdg == null || xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg);
        if (isWritable(caches.resolve("cradlewatch"))) {
            return caches.resolve("cradlewatch").resolve("models");
        }
        var last = temporary.resolve("cradlewatch-" + user);
        if (isWritable(last)) {
            return last.resolve("models");
        }
        throw new ModelException("neither " + caches.resolve("cradlewatch") + " nor " + last
                + " can be written by this user alone (set " + VARIABLE + " to a folder that can)");
    }

    /** Makes the folder if it is absent. */
    private static boolean isWritable(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var permissions = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
            return Files.isWritable(folder)
                    && Files.getOwner(folder).equals(Files.getOwner(Path.of("/proc/self")))
                    && !permissions.contains(PosixFilePermission.GROUP_WRITE)
                    && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            return false;
        }
    }
}
