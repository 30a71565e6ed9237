create table book (
	isbn varchar(13) primary key,
	title varchar(200) not null,
	author varchar(200) not null,
	price decimal(8, 2) not null
);

insert into book (isbn, title, author, price) values
	('9780141439471', 'Frankenstein', 'Mary Shelley', 7.99),
	('9780142437247', 'Moby-Dick', 'Herman Melville', 12.00),
	('9780140449136', 'Crime and Punishment', 'Fyodor Dostoyevsky', 11.50),
	('9780140441895', 'Prometheus Bound', 'Aeschylus', 9.99);
