# On every line, the starter leaves an empty app's framework as it is, and the one published jar works.
source .ci/lib.sh

# Boot, its web starter and, where Boot's own choice is not taken, the client
lines=(
	'4.1.1 spring-boot-starter-webmvc 1.9.0'
	'4.1.1 spring-boot-starter-webmvc 1.5.0'
	'4.0.7 spring-boot-starter-webmvc'
	'3.5.16 spring-boot-starter-web'
)
framework='^(org\.springframework[^:]*|jakarta\.[^:]*|io\.micrometer|org\.aspectj):'
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.9.0
apps=$CI_WORK/empty-apps
version=$(sed -n '0,/<version>/s:.*<version>\(.*\)</version>.*:\1:p' pom.xml)

dependency() { # <group> <artifact> [<version> [<further elements>]]
	printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s%s</dependency>\n' \
		"$1" "$2" "${3:+<version>$3</version>}" "${4:-}"
}

bom() { # <group> <artifact> <version>
	dependency "$@" '<type>pom</type><scope>import</scope>'
}

project() { # <artifact> <further elements>
	mkdir -p "$apps/$1"
	printf '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>empty</groupId><artifactId>%s</artifactId><version>1</version>%s</project>\n' "$1" "$2" >"$apps/$1/pom.xml"
}

empty_app() { # <name> <Boot> <web starter> <client or nothing> [<dependency>]
	project "$1" "<dependencyManagement><dependencies>
${4:+$(bom io.prometheus prometheus-metrics-bom "$4")}
$(bom org.springframework.boot spring-boot-dependencies "$2")
</dependencies></dependencyManagement>
<dependencies>
$(dependency org.springframework.boot "$3")
${5:-}
</dependencies>"
}

app_name() { # <Boot> <client or nothing>
	printf 'boot-%s%s\n' "$1" "${2:+-client-$2}"
}

resolve_apps() {
	local line boot web client app modules=''
	for line in "${lines[@]}"; do
		read -r boot web client <<<"$line"
		app=$(app_name "$boot" "$client")
		empty_app "plain-$app" "$boot" "$web" "$client"
		empty_app "measured-$app" "$boot" "$web" "$client" "$(dependency dev.fennel fennel-spring-boot-starter "$version")"
		modules+="<module>../plain-$app</module><module>../measured-$app</module>"
	done
	project all "<packaging>pom</packaging><modules>$modules</modules>"
	maven -q -fae -f "$apps/all/pom.xml" -Dmaven.repo.local="$CI_REPOSITORY" \
		"$plugin:list" -DoutputFile=dependencies.txt "$plugin:build-classpath" -Dmdep.outputFile=classpath.txt
}

resolved() { # <app>: group:artifact:type:version:scope, one a line
	grep -oE '[^ :]+:[^ :]+:[^ :]+:[^ :]+:[a-z]+' "$apps/$1/dependencies.txt" | sort
}

same_framework() { # <app>
	resolved "plain-$1" | grep -qE "$framework" &&
		diff <(resolved "plain-$1" | grep -E "$framework") <(resolved "measured-$1" | grep -E "$framework")
}

adds_only_the_client() { # <app>
	diff <(resolved "plain-$1") <(resolved "measured-$1" | grep -vE '^(dev\.fennel|io\.prometheus):')
}

managed_client() { # <Boot>
	sed -n 's:.*<prometheus-client.version>\(.*\)</.*:\1:p' \
		"$CI_REPOSITORY/org/springframework/boot/spring-boot-dependencies/$1/spring-boot-dependencies-$1.pom"
}

client_versions() { # <app>
	resolved "measured-$1" | awk -F: '$1 == "io.prometheus" { print $4 }' | sort -u
}

compile_app() { # <app>
	"$JAVA_HOME/bin/javac" -proc:none -cp "$(<"$apps/measured-$1/classpath.txt")" -d "$apps/measured-$1" .ci/EmptyApp.java
}

counts_an_unknown_path() { # <app>
	local port log=$apps/measured-$1/app.log
	port=$(free_port)
	start "$log" "$JAVA_HOME/bin/java" -cp "$apps/measured-$1:$(<"$apps/measured-$1/classpath.txt")" empty.EmptyApp \
		--server.address=127.0.0.1 --server.port="$port"
	if wait_for 60 answers "http://127.0.0.1:$port/metrics" &&
		curl -sS -o /dev/null "http://127.0.0.1:$port/nothing" &&
		curl -fsS "http://127.0.0.1:$port/metrics" |
		grep -xF 'http_server_request_duration_seconds_count{method="GET",route="unmatched",status="404"} 1'; then
		stop_started
	else
		stop_started
		tail -n 40 "$log"
		return 1
	fi
}

starts_quietly() { # <app>
	! grep -E ' (WARN|ERROR) ' "$apps/measured-$1/app.log"
}

check_equal 'the lines of this script and of pom.xml' \
	"$(grep -oP '(?<=<boot\.version>)[^<]+' pom.xml | paste -sd ' ')" \
	"$(printf '%s\n' "${lines[@]%% *}" | uniq | paste -sd ' ')"
check 'all empty apps resolve' resolve_apps
for line in "${lines[@]}"; do
	read -r boot web client <<<"$line"
	app=$(app_name "$boot" "$client")
	check "$app: Spring, Jakarta, Micrometer and AspectJ are those of the app without the starter" same_framework "$app"
	check "$app: the starter adds nothing but itself and the client" adds_only_the_client "$app"
	check_equal "$app: version of the client" "${client:-$(managed_client "$boot")}" "$(client_versions "$app")"
	check "$app: an app with one class compiles" compile_app "$app"
	check "$app: the published jar counts a request" counts_an_unknown_path "$app"
	check "$app: no warning at start-up" starts_quietly "$app"
done
