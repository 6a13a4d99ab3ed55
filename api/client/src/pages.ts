import {ProblemError} from "./problem.ts";

interface Page<Item> {
    items: Item[];
    page: {cursor: string | null; next: string | null};
}

interface Answer<Item> {
    data?: Page<Item> | undefined;
    error?: unknown;
    response: Response;
}

/**
 * All rows of a list, page after page, as they are asked for:
 *
 *     for await (const node of pages((cursor) => evara.GET("/api/v2/nodes", {params: {query: {cursor}}})))
 */
export async function* pages<Item>(
    ask: (cursor: string | undefined) => Promise<Answer<Item>>,
): AsyncGenerator<Item> {
    let cursor: string | undefined;
    do {
        const {data, error, response} = await ask(cursor);
        if (data === undefined) {
            throw ProblemError.of(response, error);
        }
        yield* data.items;
        cursor = data.page.cursor ?? undefined;
    } while (cursor !== undefined);
}
