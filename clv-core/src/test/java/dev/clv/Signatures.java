package dev.clv;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.domain.properties.HasTypeParameters;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Everything that a caller or a subclass of a type can name: its supertypes, and the types of its public and protected
 * fields, methods and constructors, with all type arguments, bounds and exceptions.
 */
final class Signatures {

    private Signatures() {}

    static ArchCondition<JavaClass> hold(String what, Predicate<JavaClass> refused) {
        return new ArchCondition<>("hold " + what + " in their signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream<JavaType> supertypes =
                        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
                report(type.getFullName(), Stream.concat(supertypes, bounds(type)), type, events);
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    if (isExposed(unit.getModifiers())) {
                        report(unit.getFullName(), signature(unit), type, events);
                    }
                }
                for (JavaField field : type.getFields()) {
                    if (isExposed(field.getModifiers())) {
                        report(field.getFullName(), Stream.of(field.getType()), type, events);
                    }
                }
            }

            private void report(String place, Stream<JavaType> types, JavaClass type, ConditionEvents events) {
                types.flatMap(used -> used.getAllInvolvedRawTypes().stream())
                        .filter(refused)
                        .distinct()
                        .forEach(used ->
                                events.add(SimpleConditionEvent.violated(type, place + " names " + used.getName())));
            }
        };
    }

    private static Stream<JavaType> signature(JavaCodeUnit unit) {
        Stream<JavaType> types = Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream());
        return Stream.concat(Stream.concat(types, unit.getExceptionTypes().stream()), bounds(unit));
    }

    private static Stream<JavaType> bounds(HasTypeParameters<?> generic) {
        return generic.getTypeParameters().stream()
                .map(JavaTypeVariable::getUpperBounds)
                .flatMap(bounds -> bounds.stream());
    }

    private static boolean isExposed(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
