import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Posts standard input twice with the default settings of Java's HTTP client, and prints both answers.
 * Arguments: URL TOKEN.
 */
class Post {
    public static void main(String[] arguments) throws Exception {
        byte[] body = System.in.readAllBytes();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0]))
            .header("Content-Type", "application/json")
            .header("X-Auth-Token", arguments[1])
            .POST(BodyPublishers.ofByteArray(body))
            .build();
        for (int call = 0; call < 2; call++) {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            System.out.println(answer.version() + " " + answer.statusCode());
            System.out.write(answer.body());
            System.out.println();
        }
    }
}
