package dev.fennel;

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

import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final String WIRING = "dev.fennel.autoconfigure..";

	private static final String CORE = "dev.fennel";

	/** Which packages a feature may use, beside the core and itself. */
	private static final Map<String, Set<String>> FEATURES = Map.ofEntries(Map.entry("dev.fennel.annotation", Set.of()),
			Map.entry("dev.fennel.cache", Set.of()), Map.entry("dev.fennel.discovery", Set.of()),
			Map.entry("dev.fennel.exporter", Set.of("dev.fennel.exposition")),
			Map.entry("dev.fennel.exposition", Set.of()), Map.entry("dev.fennel.jdbc", Set.of()),
			Map.entry("dev.fennel.logging", Set.of()), Map.entry("dev.fennel.method", Set.of("dev.fennel.annotation")),
			Map.entry("dev.fennel.migration", Set.of()), Map.entry("dev.fennel.orm", Set.of()),
			Map.entry("dev.fennel.process", Set.of()), Map.entry("dev.fennel.push", Set.of("dev.fennel.exposition")),
			Map.entry("dev.fennel.web", Set.of()));

	/** What users may build on. A type that is missing here is not public by intent. */
	private static final Set<String> PUBLIC_TYPES = Set.of("dev.fennel.AtomicFile", "dev.fennel.Buckets",
			"dev.fennel.CollectorGuard", "dev.fennel.CompletedRequest", "dev.fennel.DataSourceNames",
			"dev.fennel.ErrorNames", "dev.fennel.ExceptionCounter", "dev.fennel.ExceptionTypes",
			"dev.fennel.ExemplarLabels", "dev.fennel.ExemplarSource", "dev.fennel.Failures", "dev.fennel.Gauges",
			"dev.fennel.GuardedCollection", "dev.fennel.GuardedRegistry", "dev.fennel.HistogramType",
			"dev.fennel.HttpSender", "dev.fennel.InProgress", "dev.fennel.Incrementer", "dev.fennel.InfoDataPoint",
			"dev.fennel.Jobs", "dev.fennel.Jobs$Runs", "dev.fennel.LabelStyle", "dev.fennel.Measured",
			"dev.fennel.MetricDefinitionException", "dev.fennel.MetricFactory", "dev.fennel.MetricFactory$Builder",
			"dev.fennel.MetricFamily", "dev.fennel.MetricFamilyBuilder", "dev.fennel.Observer",
			"dev.fennel.PageRequest", "dev.fennel.PageResponse", "dev.fennel.ReadDataPoint",
			"dev.fennel.ReadInfoDataPoint", "dev.fennel.RequestListener", "dev.fennel.SampleNames",
			"dev.fennel.ServedPage", "dev.fennel.SnapshotMerger", "dev.fennel.StateDataPoint", "dev.fennel.Stopwatch",
			"dev.fennel.TargetInfo", "dev.fennel.Work", "dev.fennel.annotation.CountExceptions",
			"dev.fennel.annotation.CountExceptions$List", "dev.fennel.annotation.Counted",
			"dev.fennel.annotation.Counted$List", "dev.fennel.annotation.PushMetrics", "dev.fennel.annotation.Timed",
			"dev.fennel.annotation.Timed$List", "dev.fennel.annotation.TrackInProgress",
			"dev.fennel.annotation.TrackInProgress$List", "dev.fennel.autoconfigure.ApplicationPort",
			"dev.fennel.autoconfigure.AuthRules", "dev.fennel.autoconfigure.ClassProxies",
			"dev.fennel.autoconfigure.ConditionalOnFeature", "dev.fennel.autoconfigure.FennelAutoConfiguration",
			"dev.fennel.autoconfigure.FennelProperties", "dev.fennel.autoconfigure.OwnHost",
			"dev.fennel.autoconfigure.cache.CacheMetricsAutoConfiguration",
			"dev.fennel.autoconfigure.cache.CacheMetricsProperties",
			"dev.fennel.autoconfigure.discovery.DiscoveryAutoConfiguration",
			"dev.fennel.autoconfigure.discovery.DiscoveryProperties",
			"dev.fennel.autoconfigure.discovery.DiscoveryProperties$Consul",
			"dev.fennel.autoconfigure.discovery.DiscoveryProperties$File",
			"dev.fennel.autoconfigure.exporter.MetricsServerAutoConfiguration",
			"dev.fennel.autoconfigure.exporter.MetricsServerProperties",
			"dev.fennel.autoconfigure.exporter.MetricsServerProperties$Auth",
			"dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration",
			"dev.fennel.autoconfigure.exposition.MetricsEndpointProperties",
			"dev.fennel.autoconfigure.jdbc.JdbcMetricsAutoConfiguration",
			"dev.fennel.autoconfigure.jdbc.JdbcMetricsProperties",
			"dev.fennel.autoconfigure.logging.LoggingMetricsAutoConfiguration",
			"dev.fennel.autoconfigure.logging.LoggingMetricsProperties",
			"dev.fennel.autoconfigure.method.MethodMetricsAutoConfiguration",
			"dev.fennel.autoconfigure.method.MethodMetricsProperties",
			"dev.fennel.autoconfigure.migration.MigrationMetricsAutoConfiguration",
			"dev.fennel.autoconfigure.migration.MigrationMetricsProperties",
			"dev.fennel.autoconfigure.orm.OrmMetricsAutoConfiguration",
			"dev.fennel.autoconfigure.orm.OrmMetricsProperties",
			"dev.fennel.autoconfigure.process.ProcessMetricsAutoConfiguration",
			"dev.fennel.autoconfigure.process.ProcessMetricsProperties",
			"dev.fennel.autoconfigure.push.GraphiteProperties", "dev.fennel.autoconfigure.push.PushAutoConfiguration",
			"dev.fennel.autoconfigure.push.PushProperties", "dev.fennel.autoconfigure.push.PushProperties$Auth",
			"dev.fennel.autoconfigure.push.TextFileProperties",
			"dev.fennel.autoconfigure.web.WebMetricsAutoConfiguration",
			"dev.fennel.autoconfigure.web.WebMetricsProperties", "dev.fennel.cache.CacheMetrics",
			"dev.fennel.cache.MeteredCacheManager", "dev.fennel.discovery.ConsulOptions",
			"dev.fennel.discovery.ConsulOptions$Check", "dev.fennel.discovery.ConsulRegistrar",
			"dev.fennel.discovery.FileRegistrar", "dev.fennel.discovery.Registrations",
			"dev.fennel.discovery.ServiceInstance", "dev.fennel.discovery.ServiceRegistrar",
			"dev.fennel.exporter.ClientAuth", "dev.fennel.exporter.MetricsServer",
			"dev.fennel.exporter.MetricsServerOptions", "dev.fennel.exporter.MetricsServerStartedEvent",
			"dev.fennel.exporter.MetricsSite", "dev.fennel.exporter.PortRange", "dev.fennel.exporter.ServerTls",
			"dev.fennel.exposition.Credentials", "dev.fennel.exposition.ExposedRegistries",
			"dev.fennel.exposition.Exposition", "dev.fennel.exposition.ExpositionRequest",
			"dev.fennel.exposition.MetricsController", "dev.fennel.jdbc.DataSourceMetrics",
			"dev.fennel.jdbc.Dbcp2PoolStatus", "dev.fennel.jdbc.HikariMetering", "dev.fennel.jdbc.HikariPoolStatus",
			"dev.fennel.jdbc.JdbcMetrics", "dev.fennel.jdbc.MeteredDataSource", "dev.fennel.jdbc.PoolStatus",
			"dev.fennel.jdbc.TomcatPoolStatus", "dev.fennel.logging.Log4jEvents", "dev.fennel.logging.LogMetrics",
			"dev.fennel.logging.LogbackEvents", "dev.fennel.logging.RequestMdc", "dev.fennel.logging.SpanExemplars",
			"dev.fennel.logging.TracedSpans", "dev.fennel.method.DeferredResultCalls",
			"dev.fennel.method.MeteredMethods", "dev.fennel.method.MethodMetrics",
			"dev.fennel.method.MethodMetricsAdvisor", "dev.fennel.migration.FlywayMigrations",
			"dev.fennel.migration.LiquibaseMigrations", "dev.fennel.migration.MigrationCounts",
			"dev.fennel.migration.MigrationHistory", "dev.fennel.migration.MigrationMetrics",
			"dev.fennel.migration.MigrationRefresh", "dev.fennel.orm.AggregateListener", "dev.fennel.orm.EntityMetrics",
			"dev.fennel.orm.HibernateEntities", "dev.fennel.process.ApplicationDescription",
			"dev.fennel.process.ApplicationMetrics", "dev.fennel.process.CertificateMetrics",
			"dev.fennel.process.JettyStatus", "dev.fennel.process.PidFiles", "dev.fennel.process.ProcessCollector",
			"dev.fennel.process.RuntimeCollector", "dev.fennel.process.StartupMetrics",
			"dev.fennel.process.TomcatStatus", "dev.fennel.process.VirtualThreadCollector",
			"dev.fennel.process.WebServerMetrics", "dev.fennel.process.WebServerStatus", "dev.fennel.push.AtStop",
			"dev.fennel.push.BatchJob", "dev.fennel.push.BatchJobs", "dev.fennel.push.Graphite",
			"dev.fennel.push.GraphiteOptions", "dev.fennel.push.MetricsPusher", "dev.fennel.push.PushException",
			"dev.fennel.push.PushPlan", "dev.fennel.push.PushRequestCustomizer", "dev.fennel.push.PushTarget",
			"dev.fennel.push.PushUrl", "dev.fennel.push.PushedPage", "dev.fennel.push.Pushgateway",
			"dev.fennel.push.PushgatewayOptions", "dev.fennel.push.TextFile", "dev.fennel.web.HandlerExceptionCounter",
			"dev.fennel.web.HandlerMetricsInterceptor", "dev.fennel.web.InnerMetricsFilter",
			"dev.fennel.web.OuterMetricsFilter", "dev.fennel.web.RequestEndListener", "dev.fennel.web.RequestLabels",
			"dev.fennel.web.RequestMetrics", "dev.fennel.web.RequestMetricsOptions",
			"dev.fennel.web.ResourceBodyAdvice");

	private static final JavaClasses FENNEL = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(CORE);

	@Test
	void publicTypesAreThoseOfTheList() {
		Set<String> found = FENNEL.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter((type) -> type.getEnclosingClass()
				.map((outer) -> outer.getModifiers().contains(JavaModifier.PUBLIC))
				.orElse(true))
			.map(JavaClass::getName)
			.filter((name) -> !name.endsWith("package-info"))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(found).isEqualTo(new TreeSet<>(PUBLIC_TYPES));
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
