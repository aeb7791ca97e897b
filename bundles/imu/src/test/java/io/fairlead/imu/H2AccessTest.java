package io.fairlead.imu;

class H2AccessTest extends AccessContract {
    @Override
    String jdbcUrl() {
        return "jdbc:h2:file:" + home.toAbsolutePath().resolve("museum");
    }

    @Override
    String host() {
        return "127.0.0.21";
    }
}
