# One line of Boot on one JDK: the whole build, then what the test reports of each module say.
# Arguments: the JDK's feature version, then what selects the line
source .ci/lib.sh

JAVA_HOME=$(jdk_home "$1")
export JAVA_HOME

modules_with_code() {
	local module
	sed '/<profiles>/,$d' pom.xml | grep -oP '(?<=<module>)[^<]+' | while read -r module; do
		if [[ -d $module/src && " ${build[*]} " != *" !$module "* ]]; then printf '%s\n' "$module"; fi
	done
}

count_tests() { # <module>: passed, failed and skipped tests, and seconds
	grep -hm1 '<testsuite ' "$1"/target/surefire-reports/TEST-*.xml 2>/dev/null | awk '
		function attribute(name) {
			if (!match($0, " " name "=\"[^\"]*\"")) return 0
			value = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
			gsub(",", "", value)
			return value + 0
		}
		{
			bad = attribute("failures") + attribute("errors")
			failed += bad
			skipped += attribute("skipped")
			passed += attribute("tests") - bad - attribute("skipped")
			seconds += attribute("time")
		}
		END { print passed + 0, failed + 0, skipped + 0, seconds + 0 }'
}

list_tests() { # <module> <what> <element>...: the tests whose report has one of the elements, for the end of the log
	awk -v group="$CI_GROUP" -v what="$2" -v elements="${*:3}" '
		BEGIN { split(elements, wanted, " ") }
		/<testcase / { test = $0; sub(/.*<testcase /, "", test); sub(/ time=.*/, "", test); told = 0 }
		{
			for (i in wanted) {
				if (!told && index($0, "<" wanted[i] " ")) {
					told = 1
					print group ": " what " " test
				}
			}
		}' "$1"/target/surefire-reports/TEST-*.xml 2>/dev/null >>"$CI_NOTES" || true
}

# A build that stops early must not leave the reports of the line before it.
rm -rf ./*/target/surefire-reports

# Two forks of two cores, which the JVM's second compiler would take for itself: what starts a hundred contexts is over
# before that pays. A test that fails, and then does not, is named at the end; one that fails each time fails the line.
build=(clean verify -DforkCount=2 '-Dtest.jvm.options=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
	-Dsurefire.rerunFailingTestsCount=2 "${@:2}")
check "mvn ${build[*]}" maven "${build[@]}"
for module in $(modules_with_code); do
	read -r passed failed skipped seconds < <(count_tests "$module")
	printf '  %s: %s passed, %s failed, %s skipped\n' "$module" "$passed" "$failed" "$skipped"
	record "$CI_GROUP: $module" "$passed" "$failed" "$skipped" "$seconds"
	list_tests "$module" 'failed' failure error
	list_tests "$module" 'failed at first' flakyFailure flakyError
done
