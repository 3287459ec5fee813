-- The people of the transport unit have a role of their own.
update partners_agency set role = 'PassengerTransport' where id = 'passenger-transport';
