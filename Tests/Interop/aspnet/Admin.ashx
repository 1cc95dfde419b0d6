<%@ WebHandler Language="C#" Class="Admin" %>
using System;
using System.Web;

/// What the tests do to a portal behind the services' backs: Admin.ashx?portal=FOLDER&do=reset|unlock|stock|failedLogins|logins.
public class Admin : IHttpHandler
{
    public bool IsReusable { get { return true; } }

    public void ProcessRequest(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var query = context.Request.QueryString;
        var portal = Portal.Named(query["portal"]);
        switch (query["do"])
        {
            case "reset": portal.Reset(query["user"], query["password"], query["serverHostName"]); break;
            case "unlock": portal.Unlock(); break;
            case "stock":
                portal.Stock(query["serverHostName"], query["applicationName"], query["licenseType"],
                    int.Parse(query["quantity"]));
                break;
            case "failedLogins": context.Response.Write(portal.FailedLogins); return;
            case "logins": context.Response.Write(portal.Logins); return;
            default: context.Response.StatusCode = 400; return;
        }
        context.Response.Write("done");
    }
}
