s|soapAction="http://kakaposystems.com/|soapAction="http://kakaposystems.com/IProvisionV3/|
