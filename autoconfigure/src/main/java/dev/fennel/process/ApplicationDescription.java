package dev.fennel.process;

/**
 * What an application is; empty is what nobody says.
 *
 * @param name its name
 * @param version its version
 * @param springBootVersion the version of Spring Boot
 * @param gitCommit the commit that it was built from
 * @since 0.1.0
 */
public record ApplicationDescription(String name, String version, String springBootVersion, String gitCommit) {

}
