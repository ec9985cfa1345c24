namespace PrivateLibrary;

public static class Answer
{
    public static string Version => "2";
}
