// The same routes in MSW, behind its interceptor of `fetch`.

import { FetchInterceptor } from "@mswjs/interceptors/fetch";
import { HttpResponse, getResponse, http } from "msw";
import { each } from "./together.js";

/**
 * @param {number} routes
 * @returns {Promise<import("./throughput.js").Open>}
 */
export async function open(routes) {
  const handlers = Array.from({ length: routes }, (_, route) =>
    http.get(`*/things${route}/:id`, ({ params }) => HttpResponse.json({ route, id: params.id })),
  );
  const interceptor = new FetchInterceptor();
  interceptor.apply();
  interceptor.on("request", async ({ request, controller }) => {
    const response = await getResponse(handlers, request);
    if (response) controller.respondWith(response);
  });
  const request = async (/** @type {string} */ path) => (await fetch(path)).json();
  return { together: each(request), close: () => interceptor.dispose() };
}
