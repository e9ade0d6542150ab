package dev.clv;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;

/** The rules of the house, each named after its reason. */
@AnalyzeClasses(
        packages = "dev.clv",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.OnlyTheLibrary.class})
class ArchitectureTest {

    private static final String[] ENGINES = {"dev.clv.features..", "dev.clv.nn..", "dev.clv.explain.."};
    private static final String SHADED = "dev.clv.features.shaded";
    private static final DescribedPredicate<JavaClass> IN_CORE =
            DescribedPredicate.describe("are in core", type -> moduleOf(type).equals("core"));
    private static final DescribedPredicate<JavaClass> ARE_API = DescribedPredicate.describe(
            "are API", type -> type.getModifiers().contains(JavaModifier.PUBLIC) && !isInternal(type));

    /** The jar of clv-features holds FastCSV and the automaton, which are not ours to rule; examples are no library. */
    static final class OnlyTheLibrary implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains(SHADED.replace('.', '/')) && !location.contains("dev/clv/examples");
        }
    }

    @ArchTest
    static final ArchRule enginesDoNotKnowEachOtherSoThatEachCanBeTakenAlone =
            slices().matching("dev.clv.(features|nn|explain)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule enginesDoNotKnowCoreBecauseOnlyCoreKnowsWhatValueMeans =
            noClasses().that().resideInAnyPackage(ENGINES).should().dependOnClassesThat(IN_CORE);

    @ArchTest
    static final ArchRule theFirstFloorDoesNotKnowTheSecondSoThatAServiceCanDoWithoutIt = noClasses()
            .that()
            .resideOutsideOfPackages("dev.clv.decide..", "dev.clv.report..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.clv.decide..");

    @ArchTest
    static final ArchRule servicesAreKnownToNoneBelowNorBesideSoThatAModelNeedsNoService = noClasses()
            .that()
            .resideOutsideOfPackages("dev.clv.serve..", "dev.clv.report..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.clv.serve..");

    @ArchTest
    static final ArchRule servicesDoNotKnowDecisionsSoThatEachCanBeTakenAlone = noClasses()
            .that()
            .resideInAPackage("dev.clv.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.clv.decide..");

    @ArchTest
    static final ArchRule nothingKnowsTheReportSoThatAServiceCanDoWithoutIt = noClasses()
            .that()
            .resideOutsideOfPackage("dev.clv.report..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.clv.report..");

    @ArchTest
    static final ArchRule deciderRoomsDoNotKnowEachOtherSoThatEachCanBeReadAlone =
            slices().matching("dev.clv.decide.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule packagesFormNoCircleSoThatEachCanBeReadAfterThoseItUses =
            slices().assignedFrom(packages()).should().beFreeOfCycles();

    /** A search trains through the facades, which do not know it. */
    @ArchTest
    static final ArchRule theFacadesAreOnTopSoThatNothingBelowKnowsThem = noClasses()
            .that()
            .resideInAPackage("dev.clv.*..")
            .and()
            .resideOutsideOfPackages("dev.clv.tune", "dev.clv.decide..", "dev.clv.serve..", "dev.clv.report..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.clv");

    @ArchTest
    static final ArchRule internalsStayInTheirModuleSoThatTheyMayChange =
            classes().should(useNoInternalsOfAnotherModule());

    @ArchTest
    static final ArchRule publicSignaturesHoldNoInternalsBecauseCallersMayNotNameThem =
            classes().that(ARE_API).should(Signatures.hold("no internals", ArchitectureTest::isInternal));

    @ArchTest
    static final ArchRule publicSignaturesHoldOnlyTypesOfTheJdkAndOurs = classes()
            .that(ARE_API)
            .should(Signatures.hold(
                    "no types of Guava, Jackson, FastCSV or the automaton",
                    type -> isOf(
                            type,
                            "com.google.common",
                            "tools.jackson",
                            "com.fasterxml",
                            "de.siegmar",
                            "com.hankcs",
                            SHADED)));

    @ArchTest
    static final ArchRule matrixTypesStayInTheNetworkModule = classes()
            .that(ARE_API)
            .and()
            .resideOutsideOfPackage("dev.clv.nn..")
            .should(Signatures.hold("no types of EJML", type -> isOf(type, "org.ejml")));

    @ArchTest
    static final ArchRule onlyTheVectorKernelsNameTheIncubatorModuleBecauseAJvmMayLackIt = noClasses()
            .that()
            .resideOutsideOfPackage("dev.clv.nn.internal.kernel.vector")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator..");

    @ArchTest
    static final ArchRule librariesPrintNothingBecauseTheyRunInsideServices = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    private static String moduleOf(JavaClass type) {
        return Stream.of("features", "nn", "explain", "decide", "serve", "report")
                .filter(engine -> JavaClass.Predicates.resideInAPackage("dev.clv." + engine + "..")
                        .test(type))
                .findFirst()
                .orElse(isOf(type, "dev.clv") ? "core" : "outside");
    }

    private static boolean isInternal(JavaClass type) {
        return JavaClass.Predicates.resideInAPackage("dev.clv..internal..").test(type.getBaseComponentType());
    }

    private static boolean isOf(JavaClass type, String... packages) {
        return Stream.of(packages).anyMatch(type.getBaseComponentType().getPackageName()::startsWith);
    }

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    private static ArchCondition<JavaClass> useNoInternalsOfAnotherModule() {
        return new ArchCondition<>("use no internals of another module") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency use : type.getDirectDependenciesFromSelf()) {
                    JavaClass used = use.getTargetClass();
                    if (isInternal(used) && !moduleOf(used).equals(moduleOf(type))) {
                        events.add(SimpleConditionEvent.violated(type, use.getDescription()));
                    }
                }
            }
        };
    }
}
