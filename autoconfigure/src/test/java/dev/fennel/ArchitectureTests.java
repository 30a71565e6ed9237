package dev.fennel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final String WIRING = "dev.fennel.autoconfigure..";

	private static final String CORE = "dev.fennel";

	/** Which packages a feature may use, beside the core and itself. */
	private static final Map<String, Set<String>> FEATURES = Map.ofEntries(Map.entry("dev.fennel.annotation", Set.of()),
			Map.entry("dev.fennel.batch", Set.of()), Map.entry("dev.fennel.cache", Set.of()),
			Map.entry("dev.fennel.client", Set.of()), Map.entry("dev.fennel.discovery", Set.of()),
			Map.entry("dev.fennel.executor", Set.of()),
			Map.entry("dev.fennel.exporter", Set.of("dev.fennel.exposition")),
			Map.entry("dev.fennel.exposition", Set.of()),
			Map.entry("dev.fennel.health", Set.of("dev.fennel.exposition")), Map.entry("dev.fennel.jdbc", Set.of()),
			Map.entry("dev.fennel.logging", Set.of()), Map.entry("dev.fennel.messaging", Set.of()),
			Map.entry("dev.fennel.method", Set.of("dev.fennel.annotation")),
			Map.entry("dev.fennel.migration", Set.of()),
			Map.entry("dev.fennel.multiprocess", Set.of("dev.fennel.exposition")),
			Map.entry("dev.fennel.orm", Set.of()), Map.entry("dev.fennel.process", Set.of()),
			Map.entry("dev.fennel.push", Set.of("dev.fennel.exposition")), Map.entry("dev.fennel.task", Set.of()),
			Map.entry("dev.fennel.web", Set.of()));

	private static final JavaClasses FENNEL = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(CORE);

	/**
	 * What users may build on. A type that is missing there is not public by intent.
	 */
	private static List<String> publicTypes() throws IOException {
		return new ClassPathResource("public-types.txt").getContentAsString(StandardCharsets.UTF_8).lines().toList();
	}

	@Test
	void publicTypesAreThoseOfTheList() throws IOException {
		Set<String> found = FENNEL.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter((type) -> type.getEnclosingClass()
				.map((outer) -> outer.getModifiers().contains(JavaModifier.PUBLIC))
				.orElse(true))
			.map(JavaClass::getName)
			.filter((name) -> !name.endsWith("package-info"))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(found).containsExactlyElementsOf(publicTypes());
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("dev.fennel.(**)").should().beFreeOfCycles().check(FENNEL);
	}

	@Test
	void instrumentationDoesNotKnowItsWiring() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(WIRING)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(WIRING, "org.springframework.boot.autoconfigure..",
					"org.springframework.boot.context.properties..")
			.check(FENNEL);
	}

	@Test
	void featuresKnowTheCoreAndNotEachOther() {
		FEATURES.forEach((feature, allowed) -> ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(feature + "..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(FEATURES.keySet()
				.stream()
				.filter((other) -> !other.equals(feature) && !allowed.contains(other))
				.map((other) -> other + "..")
				.toArray(String[]::new))
			.check(FENNEL));
	}

	@Test
	void theCoreKnowsNoFeature() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(CORE)
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.fennel.(*)..")
			.check(FENNEL);
	}

	@Test
	void everyFeatureIsInTheList() {
		Set<String> packages = FENNEL.stream()
			.map(JavaClass::getPackageName)
			.filter((name) -> !name.equals(CORE) && !name.startsWith("dev.fennel.autoconfigure"))
			.collect(Collectors.toSet());
		assertThat(packages).isEqualTo(FEATURES.keySet());
	}

	@Test
	void classesAreFinalUnlessAbstract() {
		ArchRuleDefinition.classes()
			.that()
			.areTopLevelClasses()
			.and()
			.areNotInterfaces()
			.and()
			.areNotEnums()
			.and()
			.doNotHaveModifier(JavaModifier.ABSTRACT)
			.and()
			.doNotImplement(Condition.class)
			.and()
			.haveSimpleNameNotEndingWith("package-info")
			.should()
			.haveModifier(JavaModifier.FINAL)
			.check(FENNEL);
	}

	@Test
	void conditionsAndPostProcessorsAreHidden() {
		ArchRuleDefinition.noClasses()
			.that()
			.areAssignableTo(Condition.class)
			.or()
			.areAssignableTo(BeanPostProcessor.class)
			.should()
			.bePublic()
			.check(FENNEL);
	}

	@Test
	void postProcessorsAreMadeByStaticMethodsWithProvidersOnly() {
		ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(new com.tngtech.archunit.base.DescribedPredicate<>("a post-processor") {

				@Override
				public boolean test(JavaClass type) {
					return type.isAssignableTo(BeanPostProcessor.class)
							|| type.isAssignableTo(BeanFactoryPostProcessor.class);
				}

			})
			.should(beStaticWithProviders())
			.check(FENNEL);
	}

	@Test
	void beansThatAspectsMightProxyAreInfrastructure() {
		ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.should(makeWhatAnAspectOnEverythingLeavesAlone())
			.check(FENNEL);
	}

	@Test
	void configurationsAndPropertiesThatAspectsMightProxyAreInfrastructure() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(Configuration.class)
			.or()
			.areAnnotatedWith(AutoConfiguration.class)
			.or()
			.areAnnotatedWith(ConfigurationProperties.class)
			.should()
			.implement(AopInfrastructureBean.class)
			.check(FENNEL);
	}

	@Test
	void beanMethodsHaveNoClassConditions() {
		ArchRuleDefinition.noMethods()
			.that()
			.areAnnotatedWith(Bean.class)
			.should()
			.beAnnotatedWith(ConditionalOnClass.class)
			.check(FENNEL);
	}

	@Test
	void nothingIsInjectedIntoFields() {
		ArchRuleDefinition.fields().should().notBeAnnotatedWith(Autowired.class).check(FENNEL);
	}

	@Test
	void autoConfigurationsAreFinalWithoutPublicMembers() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.bePublic()
			.check(FENNEL);
		ArchRuleDefinition.noMethods()
			.that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.check(FENNEL);
	}

	private static ArchCondition<JavaMethod> beStaticWithProviders() {
		return new ArchCondition<>("be static, with ObjectProviders only") {

			@Override
			public void check(JavaMethod method, ConditionEvents events) {
				boolean satisfied = method.getModifiers().contains(JavaModifier.STATIC) && method.getRawParameterTypes()
					.stream()
					.allMatch((type) -> type.isEquivalentTo(ObjectProvider.class));
				events.add(new SimpleConditionEvent(method, satisfied, method.getFullName()));
			}

		};
	}

	private static ArchCondition<JavaMethod> makeWhatAnAspectOnEverythingLeavesAlone() {
		return new ArchCondition<>("make infrastructure, or a class that is not final") {

			@Override
			public void check(JavaMethod method, ConditionEvents events) {
				JavaClass type = method.getRawReturnType();
				boolean satisfied = !type.getName().startsWith(CORE + ".")
						|| type.isAssignableTo(AopInfrastructureBean.class)
						|| !type.getModifiers().contains(JavaModifier.FINAL);
				events.add(
						new SimpleConditionEvent(method, satisfied, method.getFullName() + " makes " + type.getName()));
			}

		};
	}

}
