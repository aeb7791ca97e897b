package io.fairlead.deployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Tells whether nobody else may write to something: whoever can, can run code here. Its owner must be this process's, or
 * root, who can anyway.
 */
final class Private {
    private static final int ROOT = 0;

    private final int uid;

    private Private(int uid) {
        this.uid = uid;
    }

    /**
     * Finds out who we are.
     *
     * @param folder a folder where a file may be made for a moment
     */
    static Private of(Path folder) throws IOException {
        Path mine = Files.createTempFile(folder, "owner", ".tmp");
        try {
            return new Private((Integer) Files.getAttribute(mine, "unix:uid"));
        } finally {
            Files.delete(mine);
        }
    }

    /**
     * Looks at a file or folder.
     *
     * @throws RefusedException where somebody else may write to it, or it is a link
     */
    void check(Path path, String name) throws IOException, RefusedException {
        if (Files.isSymbolicLink(path)) {
            throw new RefusedException(name + " is a link; put the file itself there.");
        }
        int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != uid && owner != ROOT) {
            throw new RefusedException(name + " belongs to user " + owner + " and this process is user " + uid
                    + ": whoever owns it could run code here; chown " + uid + " " + path + " if it is meant.");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new RefusedException(
                    name + " may be written to by others, who could run code here; chmod go-w " + path + ".");
        }
    }
}
