import {ProblemError} from "./problem.ts";
import type {components} from "./v2.d.ts";

type Signed = components["schemas"]["Session"];

const SECONDS_BEFORE = 30;

/**
 * A person's session. The access token is in memory alone; what renews it is a cookie that no script
 * can read. Several requests that need a new token at once share one renewal.
 */
export class Session {
    readonly #baseUrl: string;
    readonly #fetch: typeof globalThis.fetch;
    #token: string | undefined;
    #expiresAt = 0;
    #renewal: Promise<string | undefined> | undefined;

    constructor(options: {baseUrl?: string; fetch?: typeof globalThis.fetch} = {}) {
        this.#baseUrl = options.baseUrl ?? "";
        this.#fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    }

    /** Signs in; throws a ProblemError when that is refused. */
    async signIn(email: string, password: string): Promise<void> {
        this.#take(await this.#post("sign-in", {email, password}));
    }

    /** Ends the session, here and at the provider. */
    async signOut(): Promise<void> {
        this.#token = undefined;
        await this.#post("sign-out", undefined);
    }

    /** A token that is good for a while yet; undefined when nobody is signed in. */
    async token(): Promise<string | undefined> {
        if (this.#token !== undefined && Date.now() < this.#expiresAt - SECONDS_BEFORE * 1000) {
            return this.#token;
        }
        return this.renew(this.#token);
    }

    /** Another token than the one that was refused; undefined when the session is over. */
    renew(refused: string | undefined): Promise<string | undefined> {
        if (this.#token !== undefined && this.#token !== refused) {
            return Promise.resolve(this.#token);
        }
        this.#renewal ??= this.#renewed().finally(() => {
            this.#renewal = undefined;
        });
        return this.#renewal;
    }

    async #renewed(): Promise<string | undefined> {
        try {
            this.#take(await this.#post("refresh", undefined));
            return this.#token;
        } catch (problem) {
            if (problem instanceof ProblemError && problem.status < 500) {
                this.#token = undefined;
                return undefined;
            }
            throw problem;
        }
    }

    #take(signed: Signed | undefined): void {
        this.#token = signed?.accessToken;
        this.#expiresAt = signed === undefined ? 0 : Date.parse(signed.expiresAt);
    }

    async #post(what: string, body: object | undefined): Promise<Signed | undefined> {
        const headers: Record<string, string> = {"X-Requested-With": "evara"};
        const init: RequestInit = {method: "POST", headers, credentials: "include"};
        if (body !== undefined) {
            headers["Content-Type"] = "application/json";
            init.body = JSON.stringify(body);
        }
        const answer = await this.#fetch(`${this.#baseUrl}/api/v2/auth/${what}`, init);
        if (!answer.ok) {
            const text = await answer.text();
            throw ProblemError.of(answer, text.startsWith("{") ? JSON.parse(text) : undefined);
        }
        return answer.status === 204 ? undefined : ((await answer.json()) as Signed);
    }
}
