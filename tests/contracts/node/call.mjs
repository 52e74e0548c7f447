// Sends one web-image request with the core of the cloud's SDK for Node, as its OCR client would.
// Standard input: {endpoint, identity?, accessKey, secretKey, securityToken?, project?, headers?, body}.
// Without a project the SDK asks the identity service for the one of the region's name.
// Standard output: {status, result} or {status, code, message, requestId}.
// uuid stands in package.json because the SDK needs it and does not say so.
import { text } from "node:stream/consumers";
import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core";
import { ClientBuilder } from "@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js";

const asked = JSON.parse(await text(process.stdin));
const credential = new BasicCredentials()
  .withAk(asked.accessKey)
  .withSk(asked.secretKey)
  .withSecurityToken(asked.securityToken)
  .withIamEndpoint(asked.identity)
  .withProjectId(asked.project);
const region = { id: "cn-north-4", endpoints: [asked.endpoint] };
const client = new ClientBuilder((built) => built).withCredential(credential).withRegion(region).build();

try {
  const answer = await client.sendRequest({
    method: "POST",
    url: "/v2/{project_id}/ocr/web-image",
    contentType: "application/json",
    queryParams: {},
    pathParams: {},
    headers: asked.headers ?? {},
    data: asked.body,
  });
  console.log(JSON.stringify({ status: answer.httpStatusCode, result: answer.result }));
} catch (error) {
  const { httpStatusCode: status, errorCode: code, errorMsg: message, requestId } = error;
  console.log(JSON.stringify({ status, code, message, requestId }));
}
