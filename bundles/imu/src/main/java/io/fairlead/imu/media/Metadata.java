package io.fairlead.imu.media;

import java.util.Optional;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGQTable;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.NodeList;

/** Reads what the JDK's metadata of an image tells. */
record Metadata(@Nullable IIOMetadata image) {
    private static final String JPEG = "javax_imageio_jpeg_image_1.0";
    private static final double MILLIMETRES_AN_INCH = 25.4;

    String compression() {
        return standard("CompressionTypeName", "value")
                .filter(name -> !name.equalsIgnoreCase("none"))
                .orElse("None");
    }

    /** Returns pixels an inch. */
    Optional<Integer> resolution() {
        try {
            return standard("HorizontalPixelSize", "value")
                    .map(Double::parseDouble)
                    .filter(millimetres -> millimetres > 0)
                    .map(millimetres -> (int) Math.round(MILLIMETRES_AN_INCH / millimetres));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<String> standard(String element, String attribute) {
        if (image == null || !image.isStandardMetadataFormatSupported()) {
            return Optional.empty();
        }
        return first(IIOMetadataFormatImpl.standardMetadataFormatName, element)
                .map(node -> node.getAttribute(attribute))
                .filter(text -> !text.isEmpty());
    }

    private Optional<IIOMetadataNode> first(String format, String element) {
        try {
            if (image != null && image.getAsTree(format) instanceof IIOMetadataNode tree) {
                NodeList nodes = tree.getElementsByTagName(element);
                return nodes.getLength() > 0 && nodes.item(0) instanceof IIOMetadataNode node
                        ? Optional.of(node)
                        : Optional.empty();
            }
        } catch (RuntimeException unreadable) {
            // A picture with odd metadata is a picture all the same.
        }
        return Optional.empty();
    }

    /** Returns the quality with which a JPEG was written, judged by its table for luminance. */
    Optional<Integer> quality() {
        if (image == null || !JPEG.equals(image.getNativeMetadataFormatName())) {
            return Optional.empty();
        }
        return first(JPEG, "dqtable")
                .map(IIOMetadataNode::getUserObject)
                .filter(JPEGQTable.class::isInstance)
                .map(JPEGQTable.class::cast)
                .map(Metadata::quality);
    }

    private static int quality(JPEGQTable table) {
        double percent = 100.0 * sum(table) / sum(JPEGQTable.K1Luminance);
        double quality = percent <= 100 ? (200 - percent) / 2 : 5000 / percent;
        return (int) Math.max(1, Math.min(100, Math.round(quality)));
    }

    private static long sum(JPEGQTable table) {
        long sum = 0;
        for (int value : table.getTable()) {
            sum += value;
        }
        return sum;
    }
}
