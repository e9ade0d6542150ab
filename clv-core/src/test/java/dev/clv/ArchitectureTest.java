package dev.clv;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.stream.Stream;

/** The rules of the house, each named after its reason. */
@AnalyzeClasses(
        packages = "dev.clv",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeShaded.class})
class ArchitectureTest {

    private static final String[] ENGINES = {"dev.clv.features..", "dev.clv.nn..", "dev.clv.explain.."};
    private static final String SHADED = "dev.clv.features.shaded";
    private static final DescribedPredicate<JavaClass> IN_CORE = DescribedPredicate.describe(
            "are in core",
            type -> type.getPackageName().startsWith("dev.clv")
                    && !JavaClass.Predicates.resideInAnyPackage(ENGINES).test(type));

    /** The jar of clv-features holds FastCSV, which is not ours to rule. */
    static final class DoNotIncludeShaded implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains(SHADED.replace('.', '/'));
        }
    }

    @ArchTest
    static final ArchRule enginesDoNotKnowEachOtherSoThatEachCanBeTakenAlone =
            slices().matching("dev.clv.(features|nn|explain)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule enginesDoNotKnowCoreBecauseOnlyCoreKnowsWhatValueMeans =
            noClasses().that().resideInAnyPackage(ENGINES).should().dependOnClassesThat(IN_CORE);

    @ArchTest
    static final ArchRule packagesOfFeaturesFormNoCircleSoThatEachCanBeReadAlone = slices().matching("dev.clv.(**)")
            .that(DescribedPredicate.describe(
                    "belong to features", slice -> slice.getNamePart(1).startsWith("features")))
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfCoreFormNoCircleSoThatEachCanBeReadAlone = slices().matching(
                    "dev.clv.(label|baseline|value|train|reason|evaluate|store|simulate)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule theFacadesAreOnTopSoThatNothingBelowKnowsThem = noClasses()
            .that()
            .resideInAPackage("dev.clv.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.clv");

    @ArchTest
    static final ArchRule publicSignaturesHoldOnlyTypesOfTheJdkAndOurs = ArchRuleDefinition.classes()
            .that()
            .arePublic()
            .should(exposeNoneOf("com.google.common", "tools.jackson", "com.fasterxml", "de.siegmar", SHADED));

    @ArchTest
    static final ArchRule matrixTypesStayInTheNetworkModule = ArchRuleDefinition.classes()
            .that()
            .arePublic()
            .and()
            .resideOutsideOfPackage("dev.clv.nn..")
            .should(exposeNoneOf("org.ejml"));

    @ArchTest
    static final ArchRule librariesPrintNothingBecauseTheyRunInsideServices = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    private static ArchCondition<JavaClass> exposeNoneOf(String... packages) {
        return new ArchCondition<>("expose no type of " + String.join(", ", packages)) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream<JavaCodeUnit> units =
                        type.getCodeUnits().stream().filter(unit -> isExposed(unit.getModifiers()));
                units.forEach(unit -> Stream.concat(
                                Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                        .filter(used -> isOf(used, packages))
                        .forEach(used -> events.add(SimpleConditionEvent.violated(
                                unit, unit.getFullName() + " exposes " + used.getName()))));
                Stream<JavaField> fields = type.getFields().stream().filter(field -> isExposed(field.getModifiers()));
                fields.filter(field -> isOf(field.getRawType(), packages))
                        .forEach(field -> events.add(SimpleConditionEvent.violated(
                                field,
                                field.getFullName() + " exposes "
                                        + field.getRawType().getName())));
            }
        };
    }

    private static boolean isExposed(java.util.Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static boolean isOf(JavaClass type, String... packages) {
        return List.of(packages).stream().anyMatch(type.getBaseComponentType().getPackageName()::startsWith);
    }
}
