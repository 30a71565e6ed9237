package dev.fennel.benchmarks;

import dev.fennel.GuardedRegistry;

import org.springframework.web.client.RestClient;

/**
 * Who measures a client.
 */
public enum ClientMeter {

	/** Nobody. */
	NOBODY {

		@Override
		RestClient client() {
			return Clients.baseline();
		}

	},

	/** Fennel, as it is when nothing is configured. */
	FENNEL {

		@Override
		RestClient client() {
			return Clients.fennel(new GuardedRegistry());
		}

	},

	/** Micrometer's observations, as Boot has them. */
	MICROMETER {

		@Override
		RestClient client() {
			return Clients.micrometer(Chains.meterRegistry(false));
		}

	};

	abstract RestClient client();

}
