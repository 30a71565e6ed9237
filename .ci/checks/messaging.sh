# The listeners of messages once more on a real RabbitMQ and a real Kafka: no test may be skipped, and no server left.
source .ci/lib.sh

work=$CI_WORK/messaging
reports=autoconfigure/target/surefire-reports
mkdir -p "$work"

tests_on_brokers() {
	rm -rf "$reports"
	maven -pl autoconfigure verify -Djacoco.skip >"$work/tests.log" \
		-Dtest='Rabbit*Tests,Kafka*Tests,Messaging*Tests' ||
		{ tail -n 60 "$work/tests.log" && return 1; }
}

ran() { # <words>
	grep -hF -m1 "$1" "$work/tests.log" "$reports"/*.txt 2>/dev/null
}

count() { # <class> <attribute>: of its report
	grep -hm1 '<testsuite ' "$reports"/TEST-dev.fennel."$1"-messaging.xml | grep -oP "(?<= $2=\")\d+"
}

servers() { # the processes of RabbitMQs that tests started, which have a folder of that name for a home
	grep -lsa 'HOME=.*/fennel-rabbitmq' /proc/[0-9]*/environ | cut -d / -f 3 | sort || true
}

no_server_left() {
	[[ -z $(comm -13 "$work/before" <(servers)) ]]
}

servers >"$work/before"
check 'tests of message listeners pass' tests_on_brokers
check 'RabbitMQ ran as it is installed' ran 'RabbitMQ runs as it is installed'
for class in messaging.RabbitOutcomesTests autoconfigure.messaging.RabbitListenersTests autoconfigure.messaging.KafkaListenersTests; do
	check_between "tests in $class" 13 1000 "$(count "$class" tests)"
	check_equal "of which were skipped" 0 "$(count "$class" skipped)"
done
check 'no RabbitMQ is left' wait_for 10 no_server_left
