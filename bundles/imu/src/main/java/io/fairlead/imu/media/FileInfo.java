package io.fairlead.imu.media;

import java.util.Optional;

/**
 * What a file is by its content.
 *
 * @param size in bytes
 * @param md5 its MD5 checksum, hexadecimal
 * @param image what is known of it where it is an image
 */
record FileInfo(long size, String md5, Optional<ImageInfo> image) {}
