import assert from "node:assert/strict";
import {test} from "node:test";
import {connect, pages, ProblemError, Session} from "../src/index.ts";

type Asked = {path: string; token: string | null};

/** Plays the gateway; answers one after the other, and keeps what it was asked. */
function gateway(...answers: Response[]) {
    const asked: Asked[] = [];
    const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
        const request = new Request(input, init);
        const address = new URL(request.url);
        asked.push({path: address.pathname + address.search, token: request.headers.get("Authorization")});
        const answer = answers.shift();
        assert.ok(answer, `nobody expected ${request.url}`);
        return answer;
    };
    return {asked, fetch, baseUrl: "https://evara.example.org"};
}

function signed(accessToken: string, seconds = 3600): Response {
    const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
    return Response.json({accessToken, tokenType: "bearer", expiresIn: seconds, expiresAt});
}

function problem(status: number, code: string): Response {
    return Response.json({code, detail: "No.", status}, {status});
}

function page(items: object[], cursor: string | null): Response {
    const next = cursor === null ? null : `/api/v2/groups?cursor=${cursor}`;
    return Response.json({items, page: {cursor, next}});
}

test("a request carries the token of its session", async () => {
    const played = gateway(signed("one"), Response.json({nodes: {total: 1, byStatus: {}, byCategory: {}}}));
    const session = new Session(played);
    await session.signIn("operator@example.org", "secret");

    const {data} = await connect({...played, session}).GET("/api/v2/stats");

    assert.equal(data?.nodes.total, 1);
    assert.deepEqual(played.asked[1], {path: "/api/v2/stats", token: "Bearer one"});
});

test("a request that is refused is sent once more with a renewed token", async () => {
    const played = gateway(
        signed("one"),
        problem(401, "token_expired"),
        signed("two"),
        Response.json({nodes: {total: 2, byStatus: {}, byCategory: {}}}),
    );
    const session = new Session(played);
    await session.signIn("operator@example.org", "secret");

    const {data} = await connect({...played, session}).GET("/api/v2/stats");

    assert.equal(data?.nodes.total, 2);
    assert.equal(played.asked[3]?.token, "Bearer two");
});

test("several requests share one renewal", async () => {
    const played = gateway(signed("one", 1), signed("two"));
    const session = new Session(played);
    await session.signIn("operator@example.org", "secret");

    const tokens = await Promise.all([session.token(), session.token(), session.token()]);

    assert.deepEqual(tokens, ["two", "two", "two"]);
    assert.equal(played.asked.length, 2);
});

test("a session that is over asks as nobody", async () => {
    const played = gateway(problem(401, "no_session"), problem(401, "token_missing"));

    const {error, response} = await connect({...played, session: new Session(played)}).GET("/api/v2/stats");

    assert.equal(ProblemError.of(response, error).code, "token_missing");
    assert.equal(played.asked[1]?.token, null);
});

test("a list is read page after page", async () => {
    const group = {id: "1", communityId: "2", name: "North", nodeCount: 1, createdAt: "", version: 1};
    const played = gateway(page([group, group], "bjox"), page([group], null));
    const evara = connect(played);

    let rows = 0;
    for await (const row of pages((cursor) =>
        evara.GET("/api/v2/groups", {params: {query: cursor === undefined ? {} : {cursor}}}),
    )) {
        assert.equal(row.name, "North");
        rows++;
    }

    assert.equal(rows, 3);
    assert.equal(played.asked[1]?.path, "/api/v2/groups?cursor=bjox");
});

test("a list that is refused throws the problem", async () => {
    const evara = connect(gateway(problem(403, "role_not_admitted")));

    await assert.rejects(
        async () => {
            for await (const _ of pages((cursor) =>
                evara.GET("/api/v2/groups", {params: {query: cursor === undefined ? {} : {cursor}}}),
            )) {
                assert.fail();
            }
        },
        (problem: unknown) => problem instanceof ProblemError && problem.code === "role_not_admitted",
    );
});
