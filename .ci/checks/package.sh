# Installs the default line into a scratch repository, as a release would publish it, and reads its poms.
source .ci/lib.sh

start_with_known_artifacts() { # a copy of the usual local repository, where there is one, saves downloads
	local usual=$HOME/.m2/repository
	if [[ -d $usual ]]; then cp -a --reflink=auto "$usual" "$CI_REPOSITORY"; fi
	rm -rf "$CI_REPOSITORY/dev/fennel"
}

published_pom() { # <artifact>
	cat "$CI_REPOSITORY/dev/fennel/$1"/*/"$1"-*.pom
}

dependencies() { # <artifact>: group, artifact, version and scope of each, one a line
	published_pom "$1" | tr -d ' \t\n' | grep -oP '<dependency>.*?</dependency>' |
		sed -E 's:</?dependency>::g; s:</[A-Za-z]+><[A-Za-z]+>|<[A-Za-z]+>: :g; s:</[A-Za-z]+>::; s:^ ::'
}

names_no_framework() { # <artifact>
	published_pom "$1" >/dev/null &&
		! dependencies "$1" | grep -v ' provided$' | grep -E '^(org\.springframework|jakarta|io\.micrometer|org\.aspectj)'
}

lifts_nobody() { # <artifact>: what resolves to the highest version named stays on the application's line
	local version
	published_pom "$1" >/dev/null || return 1
	while read -r version; do
		printf '%s\n1.3.10\n' "$version" | sort -CV || return 1
	done < <(dependencies "$1" | grep -v ' provided$' | sed -n 's/^io\.prometheus [^ ]* \([^ ]*\).*/\1/p')
}

start_with_known_artifacts
check 'mvn clean install' maven clean install -DskipTests -Dmaven.repo.local="$CI_REPOSITORY"

version=$(sed -n '0,/<version>/s:.*<version>\(.*\)</version>.*:\1:p' pom.xml)
check_equal 'the starter names five dependencies' \
	"dev.fennel fennel-spring-boot-autoconfigure $version compile
io.prometheus prometheus-metrics-core 1.3.10 compile
io.prometheus prometheus-metrics-exposition-formats 1.3.10 compile
io.prometheus prometheus-metrics-instrumentation-jvm 1.3.10 compile
io.prometheus prometheus-metrics-tracer-initializer 1.3.10 compile" \
	"$(dependencies fennel-spring-boot-starter)"
for artifact in fennel-spring-boot-starter fennel-spring-boot-autoconfigure; do
	check "$artifact brings nothing of Spring, Jakarta, Micrometer or AspectJ" names_no_framework "$artifact"
	check "$artifact names no client above 1.3.10" lifts_nobody "$artifact"
done
