import createClient, {type Client, type Middleware} from "openapi-fetch";
import {Session} from "./session.ts";
import type {components, paths} from "./v2.d.ts";

export {Session} from "./session.ts";
export {ProblemError} from "./problem.ts";
export {pages} from "./pages.ts";

/** A schema of version 2 by its name, such as Schema<"Node">. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

export type Problem = Schema<"Problem">;

/** The API, each path with its methods, parameters and answers. */
export type Evara = Client<paths>;

export interface Options {
    /** Where the gateway is; the page's own origin without it. */
    baseUrl?: string;
    /** Who asks; nobody without it. */
    session?: Session;
    /** For tests and for other worlds than browsers. */
    fetch?: typeof globalThis.fetch;
}

/**
 * A client of version 2. A request of a session carries its token; one that is answered 401 is sent
 * again once with a token that was renewed meanwhile, unless its body is gone by then.
 */
export function connect(options: Options = {}): Evara {
    const send = options.fetch ?? ((request: Request) => globalThis.fetch(request));
    const client = createClient<paths>({
        baseUrl: options.baseUrl ?? "",
        fetch: (request) => ask(request, send as (request: Request) => Promise<Response>, options.session),
    });
    client.use(acceptsProblems);
    return client;
}

const acceptsProblems: Middleware = {
    onRequest({request}) {
        if (!request.headers.has("Accept")) {
            request.headers.set("Accept", "application/json, application/problem+json, */*;q=0.5");
        }
        return request;
    },
};

async function ask(
    request: Request,
    send: (request: Request) => Promise<Response>,
    session: Session | undefined,
): Promise<Response> {
    if (session === undefined) {
        return send(request);
    }
    const again = request.clone();
    const shown = await session.token();
    const answer = await send(carrying(request, shown));
    if (answer.status !== 401 || shown === undefined) {
        return answer;
    }
    const renewed = await session.renew(shown);
    return renewed === undefined ? answer : send(carrying(again, renewed));
}

function carrying(request: Request, token: string | undefined): Request {
    if (token !== undefined) {
        request.headers.set("Authorization", `Bearer ${token}`);
    }
    return request;
}
