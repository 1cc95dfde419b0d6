import Testing

/// The client and the simulator held against a real ASP.NET host, which one portal makes a shared one.
@Suite(
  .serialized, .timeLimit(.minutes(3)),
  .enabled(
    if: ASPNETHost.isGiven, "KAKAPO_ASPNET_ENDPOINT is not set; Tests/Interop/aspnet/host.sh starts a host"))
enum ASPNETTests {}
