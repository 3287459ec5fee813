using Attendance.Access.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Host.Tests.Access;

/// <summary>
/// Lets a test be a person by the header "x-person", in front of the lock: how people sign in has tests of its own. Everything after the lock is the product's.
/// </summary>
internal sealed class PersonDoor : IStartupFilter
{
    public static void AddTo(IServiceCollection services) => services.AddSingleton<IStartupFilter, PersonDoor>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                (context, go) =>
                {
                    if (long.TryParse(context.Request.Headers["x-person"], out var person))
                        context.Features.Set(Caller.ForPerson(person));
                    return go();
                }
            );
            next(app);
        };
}
