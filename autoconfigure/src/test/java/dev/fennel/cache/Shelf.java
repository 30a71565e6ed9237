package dev.fennel.cache;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;

/**
 * An application's own store, of which an own cache has the methods that it must.
 */
class Shelf {

	private final Map<Object, Books.Book> books = new ConcurrentHashMap<>();

	static class Books implements Cache {

		private final String name;

		private final Shelf shelf = new Shelf();

		Books(String name) {
			this.name = name;
		}

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public Object getNativeCache() {
			return this.shelf;
		}

		@Override
		public @Nullable ValueWrapper get(Object key) {
			return this.shelf.books.get(key);
		}

		@Override
		public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
			ValueWrapper wrapper = get(key);
			@SuppressWarnings("unchecked")
			T value = (wrapper != null) ? (T) wrapper.get() : null;
			return value;
		}

		@Override
		public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
			ValueWrapper wrapper = get(key);
			if (wrapper != null) {
				@SuppressWarnings("unchecked")
				T value = (T) wrapper.get();
				return value;
			}
			try {
				T value = valueLoader.call();
				put(key, value);
				return value;
			}
			catch (Exception ex) {
				throw new ValueRetrievalException(key, valueLoader, ex);
			}
		}

		@Override
		public void put(Object key, @Nullable Object value) {
			this.shelf.books.put(key, new Book(value));
		}

		@Override
		public void evict(Object key) {
			this.shelf.books.remove(key);
		}

		@Override
		public void clear() {
			this.shelf.books.clear();
		}

		record Book(@Nullable Object title) implements ValueWrapper {

			@Override
			public @Nullable Object get() {
				return this.title;
			}

		}

	}

}
