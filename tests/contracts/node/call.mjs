// Sends one web-image request with the core of the cloud's SDK for Node, in the same way as its OCR client.
// Standard input: {endpoint, identity?, accessKey, secretKey, securityToken?, project?, headers?, body}.
// Without a project the SDK looks up the project that has the name of the region.
// Standard output: {status, result} or {status, code, message, requestId}.
// package.json lists uuid because the SDK needs it but does not declare it.
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
