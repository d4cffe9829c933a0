package io.camelwamp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** Who may import whom; ARCHITECTURE.md draws the picture. */
@AnalyzeClasses(packages = "io.camelwamp", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyTheComponentKnowsCamel = onlyIn("component..", "org.apache.camel..");

    @ArchTest
    static final ArchRule onlyTheNettyTransportKnowsNetty = onlyIn("transport.netty..", "io.netty..");

    @ArchTest
    static final ArchRule onlyTheCodecKnowsJacksonAndMsgpack =
            onlyIn("codec..", "com.fasterxml.jackson..", "org.msgpack..");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("io.camelwamp.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule protocolKnowsNobody = mayImport("protocol");

    @ArchTest
    static final ArchRule codecKnowsItsNeighbours = mayImport("codec", "protocol");

    @ArchTest
    static final ArchRule authKnowsItsNeighbours = mayImport("auth", "transport", "protocol");

    @ArchTest
    static final ArchRule transportKnowsItsNeighbours = mayImport("transport", "codec", "protocol");

    @ArchTest
    static final ArchRule localTransportKnowsItsNeighbours = mayImport("transport.local", "transport", "protocol");

    @ArchTest
    static final ArchRule nettyTransportKnowsItsNeighbours =
            mayImport("transport.netty", "transport", "codec", "protocol");

    @ArchTest
    static final ArchRule sessionKnowsItsNeighbours = mayImport("session", "transport", "codec", "auth", "protocol");

    private static ArchRule onlyIn(String owner, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.camelwamp." + owner)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    private static ArchRule mayImport(String owner, String... others) {
        String[] allowed = Stream.concat(Stream.of(owner), Arrays.stream(others))
                .map(name -> "io.camelwamp." + name)
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> foreign =
                resideInAPackage("io.camelwamp..").and(DescribedPredicate.not(resideInAnyPackage(allowed)));
        return noClasses()
                .that()
                .resideInAPackage("io.camelwamp." + owner)
                .should()
                .dependOnClassesThat(foreign)
                .allowEmptyShould(true);
    }
}
