import Testing
import WSDL

@Suite struct SecretNameTests {
  @Test(arguments: [
    "loginPassword", "PASSWORD", "portal_passwd", "passPhrase", "clientSecret", "accessToken", "apiKey",
    "API-Key", "userPwd", "sipPass", "sipPw", "PW", "voicemailPin", "PIN", "pinCode", "userPIN", "passcode",
    "SIPPin",
    "VMPIN", "userIDPw", "SIPPW", "SIPPass",
  ])
  func isASecret(name: String) { #expect(SecretName.isLikely(name)) }

  @Test(arguments: ["", "1", "shipping", "passThrough", "bypass", "userName", "spinner", "compass"])
  func isNone(name: String) { #expect(!SecretName.isLikely(name)) }
}
